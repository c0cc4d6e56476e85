"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CreateDialog } from "#components/ui/create-dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { type getTableContract, updateTableContract } from "#lib/api/contracts/tables.ts";
import { ColumnEditor } from "./column-editor.tsx";
import { effectOf, toColumn, toDrafts } from "./draft-column.ts";

/** Adds, renames, changes and removes columns; removing one takes a second word when there are rows. */
export function EditColumnsDialog({ table }: { table: CallOutput<typeof getTableContract> }) {
  const t = useTranslations("tables");
  const client = useQueryClient();
  const [drafts, setDrafts] = useState(() => toDrafts(table.columns));
  const [isSure, setIsSure] = useState(false);
  const { renames, dropped } = effectOf(table.columns, drafts);
  const loses = dropped.length > 0 && table.rowCount > 0;
  const breaks = [...dropped, ...Object.keys(renames)];
  async function save(): Promise<void> {
    await callApi(updateTableContract, {
      params: { name: table.name },
      body: { columns: drafts.map(toColumn), renames },
    });
    await client.invalidateQueries({ queryKey: ["tables"] });
    showDone(t("theColumnsAreSaved"));
  }
  return (
    <CreateDialog
      title={t("columnsOf", { title: table.title })}
      width="lg"
      submit={t("saveColumns")}
      failed={t("theColumnsWereNotChanged")}
      disabled={loses && !isSure}
      save={save}
      onClose={() => {
        setDrafts(toDrafts(table.columns));
        setIsSure(false);
      }}
      trigger={<Button icon="pencil">{t("columns")}</Button>}
    >
      <ColumnEditor columns={drafts} onChange={setDrafts} />
      {breaks.length > 0 && (
        <p className="flex gap-2 rounded-md bg-waiting-soft px-3 py-2 text-sm">
          <Icon name="triangle-alert" size={16} className="mt-0.5 text-waiting" />
          <span>{t("blueprintsMustChange", { names: quoted(breaks) })}</span>
        </p>
      )}
      {loses && (
        <Checkbox checked={isSure} onChange={setIsSure}>
          {t("deleteTheValues", { names: quoted(dropped), rowCount: table.rowCount })}
        </Checkbox>
      )}
      <p className="text-muted text-xs">{t("aChangedTypeOrA")}</p>
    </CreateDialog>
  );
}

const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(", ");
