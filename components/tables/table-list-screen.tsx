"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { listTablesContract } from "#lib/api/contracts/tables.ts";
import { NewTableDialog } from "./new-table-dialog.tsx";

type TableSummary = CallOutput<typeof listTablesContract>["items"][number];

const columns: Column<TableSummary>[] = [
  {
    id: "name",
    header: "Name",
    cell: (table) => (
      <Link href={`/tables/${table.name}`} className="flex flex-col rounded-sm hover:underline">
        <span className="font-medium">{table.title || table.name}</span>
        <code className="text-muted">{table.name}</code>
      </Link>
    ),
  },
  {
    id: "columns",
    header: "Columns",
    wide: true,
    cell: (table) => (
      <span className="line-clamp-1 text-muted">
        {table.columns.map((column) => column.title ?? column.name).join(", ")}
      </span>
    ),
  },
  { id: "rows", header: "Rows", align: "end", cell: (table) => table.rowCount.toLocaleString("en") },
  {
    id: "changed",
    header: "Changed",
    align: "end",
    cell: (table) => (
      <span className="text-muted">
        <RelativeTime at={table.updatedAt} />
      </span>
    ),
  },
];

/** The workspace's own small business tables. */
export function TableListScreen() {
  const query = useQuery({
    queryKey: ["tables"],
    queryFn: () => callApi(listTablesContract, { query: { limit: 200 } }),
  });
  return (
    <>
      <TopBar crumbs={[{ label: "Tables" }]} actions={<NewTableDialog />} />
      <PageBody>
        <Card flush>
          <QueryView
            query={query}
            failed="The tables could not be loaded"
            isEmpty={(data) => data.items.length === 0}
            empty={
              <EmptyState icon="table-2" title="No tables yet">
                Customers, orders, tickets: typed rows which agents read and change, without an account
                anywhere.
              </EmptyState>
            }
          >
            {(data) => (
              <Table label="Tables" columns={columns} rows={data.items} rowKey={(table) => table.id} />
            )}
          </QueryView>
        </Card>
      </PageBody>
    </>
  );
}
