"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { CreateDialog } from "#components/ui/create-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { callApi } from "#lib/api/client.ts";
import { createTableContract } from "#lib/api/contracts/tables.ts";
import { ColumnEditor } from "./column-editor.tsx";
import { type DraftColumn, newColumn, toColumn } from "./draft-column.ts";

/** Makes a table with its columns and opens it. */
export function NewTableDialog() {
  const t = useTranslations("tables");
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [columns, setColumns] = useState<DraftColumn[]>([newColumn(0)]);
  async function create(): Promise<void> {
    const table = await callApi(createTableContract, { body: { name, columns: columns.map(toColumn) } });
    void client.invalidateQueries({ queryKey: ["tables"] });
    router.push(`/tables/${table.name}`);
  }
  return (
    <CreateDialog
      title={t("newTable")}
      width="lg"
      submit={t("createTable")}
      failed={t("theTableWasNotMade")}
      save={create}
      trigger={
        <Button look="primary" icon="plus">
          {t("newTable")}
        </Button>
      }
    >
      <Field label={t("name")} hint={t("lowerCaseLettersDigitsAnd")}>
        <Input
          required
          mono
          maxLength={63}
          pattern="[a-z][a-z0-9_\-]*"
          placeholder="orders"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <ColumnEditor columns={columns} onChange={setColumns} />
    </CreateDialog>
  );
}
