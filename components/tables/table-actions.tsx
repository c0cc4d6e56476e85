"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { buttonClass } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { deleteTableContract, type getTableContract } from "#lib/api/contracts/tables.ts";
import { EditColumnsDialog } from "./edit-columns-dialog.tsx";
import { ImportRowsDialog } from "./import-rows-dialog.tsx";

/** Delete, CSV out and CSV in. */
export function TableActions({ table }: { table: CallOutput<typeof getTableContract> }) {
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
        title={`Delete ${table.title}?`}
        confirm="Delete table"
        trigger={<IconButton icon="trash-2" label="Delete table" />}
        onConfirm={remove}
      >
        <p>The table and its {table.rowCount} rows go. This cannot be undone; export it first if unsure.</p>
      </ConfirmDialog>
      <a href={`/api/v1/tables/${encodeURIComponent(table.name)}/export`} download className={buttonClass()}>
        <Icon name="download" />
        Export
      </a>
      <EditColumnsDialog key={table.updatedAt} table={table} />
      <ImportRowsDialog name={table.name} columns={table.columns.map((column) => column.name)} />
    </div>
  );
}
