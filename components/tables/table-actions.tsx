"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { deleteTableContract, type getTableContract } from "#lib/api/contracts/tables.ts";
import { ChecksDialog } from "./checks-dialog.tsx";
import { EditColumnsDialog } from "./edit-columns-dialog.tsx";
import { ImportRowsDialog } from "./import-rows-dialog.tsx";

/** Delete, CSV out and CSV in. */
export function TableActions({ table }: { table: CallOutput<typeof getTableContract> }) {
  const t = useTranslations("tables");
  const router = useRouter();
  const client = useQueryClient();
  async function remove(): Promise<void> {
    try {
      await callApi(deleteTableContract, { params: { name: table.name } });
      router.push("/tables");
      await client.invalidateQueries({ queryKey: ["tables"], exact: true });
    } catch (caught) {
      showFailure(caught);
    }
  }
  return (
    <div className="flex items-center gap-2 max-md:hidden">
      <ConfirmDialog
        title={t("delete", { title: table.title })}
        confirm={t("deleteTable")}
        trigger={<IconButton icon="trash-2" label={t("deleteTable")} />}
        onConfirm={remove}
      >
        <p>{t("theTableAndItsRows", { rowCount: table.rowCount })}</p>
      </ConfirmDialog>
      <a href={`/api/v1/tables/${encodeURIComponent(table.name)}/export`} download className={buttonClass()}>
        <Icon name="download" />
        {t("export")}
      </a>
      <ChecksDialog key={`checks ${table.updatedAt}`} table={table} />
      <EditColumnsDialog key={table.updatedAt} table={table} />
      <ImportRowsDialog name={table.name} columns={table.columns.map((column) => column.name)} />
    </div>
  );
}
