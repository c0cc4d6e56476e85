"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import {
  addRowContract,
  type getTableContract,
  type listRowsContract,
  updateRowContract,
} from "#lib/api/contracts/tables.ts";
import type { RowValues } from "#lib/tables/columns.ts";
import { CellField } from "./cell-field.tsx";

type Table = CallOutput<typeof getTableContract>;

/** A row as the API answers it. */
export type Row = CallOutput<typeof listRowsContract>["items"][number];

function changedValues(row: Row | null, values: RowValues): RowValues {
  const isChanged = ([name, value]: [string, RowValues[string]]) =>
    row ? (row.values[name] ?? null) !== value : value !== null;
  return Object.fromEntries(Object.entries(values).filter(isChanged));
}

/** A row of the table being written, in place; without `row` a new one. */
export function RowEditor({ table, row, onClose }: { table: Table; row: Row | null; onClose: () => void }) {
  const t = useTranslations("tables");
  const client = useQueryClient();
  const [values, setValues] = useState<RowValues>(() =>
    Object.fromEntries(table.columns.map((column) => [column.name, row?.values[column.name] ?? null])),
  );
  const save = useMutation({
    mutationFn: () => {
      const changed = changedValues(row, values);
      if (!row) return callApi(addRowContract, { params: { name: table.name }, body: { values: changed } });
      const params = { name: table.name, id: row.id };
      return callApi(updateRowContract, { params, body: { values: changed, revision: row.revision } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["tables"] });
      onClose();
    },
  });
  return (
    <>
      <tr className="bg-accent-soft/40">
        {table.columns.map((column) => (
          <td key={column.name} className="px-1.5 py-1.5">
            <CellField
              column={column}
              value={values[column.name] ?? null}
              onChange={(value) => setValues((before) => ({ ...before, [column.name]: value }))}
            />
          </td>
        ))}
        <td className="whitespace-nowrap px-2 py-1.5 text-right">
          <Button size="sm" look="primary" busy={save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </Button>{" "}
          <Button size="sm" look="quiet" onClick={onClose}>
            {t("cancel")}
          </Button>
        </td>
      </tr>
      {save.isError && (
        <tr>
          <td colSpan={table.columns.length + 1} className="p-2">
            <ErrorNotice title={t("theRowWasNotSaved")} error={save.error} />
          </td>
        </tr>
      )}
    </>
  );
}
