"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { addRowContract, deleteRowContract, type getTableContract } from "#lib/api/contracts/tables.ts";
import { CellText, isNumeric } from "./cell-field.tsx";
import { type Row, RowEditor } from "./row-editor.tsx";

/** The rows, each editable in place; a deleted one can be put back. */
export function RowGrid({
  table,
  rows,
  isAdding,
  onAdded,
}: {
  table: CallOutput<typeof getTableContract>;
  rows: Row[];
  isAdding: boolean;
  onAdded: () => void;
}) {
  const t = useTranslations("tables");
  const client = useQueryClient();
  const [edited, setEdited] = useState<string | null>(null);
  async function attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (caught) {
      showFailure(caught);
    }
    await client.invalidateQueries({ queryKey: ["tables"] });
  }
  const putBack = (row: Row) =>
    attempt(() => callApi(addRowContract, { params: { name: table.name }, body: { values: row.values } }));
  const remove = (row: Row) =>
    attempt(async () => {
      await callApi(deleteRowContract, { params: { name: table.name, id: row.id } });
      showDone(t("rowDeleted"), () => void putBack(row));
    });
  return (
    <div className="relative overflow-x-auto">
      <table aria-label={table.title} className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-line border-b text-left text-muted text-xs">
            {table.columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                title={`${column.type}${column.required ? ", required" : ""}`}
                className={classNames(
                  "h-9 whitespace-nowrap px-3 font-normal",
                  isNumeric(column) && "text-right",
                )}
              >
                {column.title ?? column.name}
              </th>
            ))}
            <th className="w-20">
              <span className="sr-only">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {isAdding && <RowEditor table={table} row={null} onClose={onAdded} />}
          {rows.map((row) =>
            row.id === edited ? (
              <RowEditor key={row.id} table={table} row={row} onClose={() => setEdited(null)} />
            ) : (
              <tr key={row.id} className="border-line border-b last:border-b-0 hover:bg-hover/60">
                {table.columns.map((column) => (
                  <td
                    key={column.name}
                    className={classNames(
                      "h-10 px-3 py-1",
                      isNumeric(column) && "text-right tabular-nums",
                      column.type === "date" && "whitespace-nowrap tabular-nums",
                    )}
                  >
                    <CellText column={column} value={row.values[column.name]} />
                  </td>
                ))}
                <td className="whitespace-nowrap px-3 text-right">
                  <IconButton
                    icon="pencil"
                    size={28}
                    label={t("editRow")}
                    onClick={() => setEdited(row.id)}
                  />
                  <IconButton
                    icon="trash-2"
                    size={28}
                    label={t("deleteRow")}
                    onClick={() => void remove(row)}
                  />
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
