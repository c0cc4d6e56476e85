"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { callApi } from "#lib/api/client.ts";
import { createTableContract } from "#lib/api/contracts/tables.ts";
import { ColumnEditor, type DraftColumn, newColumn, toColumn } from "./column-editor.tsx";

/** Makes a table with its columns and opens it. */
export function NewTableDialog() {
  const router = useRouter();
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState("");
  const [columns, setColumns] = useState<DraftColumn[]>([newColumn(0)]);
  const create = useMutation({
    mutationFn: () => callApi(createTableContract, { body: { name, columns: columns.map(toColumn) } }),
    onSuccess: (table) => {
      void client.invalidateQueries({ queryKey: ["tables"] });
      router.push(`/tables/${table.name}`);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  return (
    <Dialog
      title="New table"
      width="lg"
      trigger={
        <Button look="primary" icon="plus">
          New table
        </Button>
      }
      footer={
        <Button type="submit" form={form} look="primary" busy={create.isPending}>
          Create table
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {create.isError && <ErrorNotice title="The table was not made" error={create.error} />}
        <Field label="Name" hint="Lower-case letters, digits, - and _. Abilities refer to the table by it.">
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
      </form>
    </Dialog>
  );
}
