"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { listTablesContract } from "#lib/api/contracts/tables.ts";
import { crmTables } from "#lib/tables/crm.ts";
import { AddCrmButton } from "./add-crm-button.tsx";
import { NewTableDialog } from "./new-table-dialog.tsx";

type TableSummary = CallOutput<typeof listTablesContract>["items"][number];

/** The columns, headed in the language of the reader. */
function useColumns(): Column<TableSummary>[] {
  const t = useTranslations("tables");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("name"),
      cell: (table) => (
        <Link href={`/tables/${table.name}`} className="flex flex-col rounded-sm hover:underline">
          <span className="font-medium">{table.title || table.name}</span>
          <code className="text-muted">{table.name}</code>
        </Link>
      ),
    },
    {
      id: "columns",
      header: t("columns"),
      wide: true,
      cell: (table) => (
        <span className="line-clamp-1 text-muted">
          {table.columns.map((column) => column.title ?? column.name).join(", ")}
        </span>
      ),
    },
    { id: "rows", header: t("rows2"), align: "end", cell: (table) => table.rowCount.toLocaleString(locale) },
    {
      id: "changed",
      header: t("changed"),
      align: "end",
      cell: (table) => (
        <span className="text-muted">
          <RelativeTime at={table.updatedAt} />
        </span>
      ),
    },
  ];
}

/** The workspace's own small business tables. */
export function TableListScreen() {
  const t = useTranslations("tables");
  const columns = useColumns();
  const query = useQuery({
    queryKey: ["tables"],
    queryFn: () => callApi(listTablesContract, { query: { limit: 200 } }),
  });
  const names = new Set(query.data?.items.map((table) => table.name));
  const lacksCrm = names.size > 0 && crmTables.some((table) => !names.has(table.name));
  return (
    <>
      <TopBar
        crumbs={[{ label: t("tables") }]}
        actions={
          <>
            {lacksCrm && <AddCrmButton />}
            <NewTableDialog />
          </>
        }
      />
      <PageBody>
        <Card flush>
          <QueryView
            query={query}
            failed={t("theTablesCouldNotBe")}
            isEmpty={(data) => data.items.length === 0}
            empty={
              <EmptyState icon="table-2" title={t("noTablesYet")} action={<AddCrmButton />}>
                {t("customersOrdersTicketsTypedRows")}
              </EmptyState>
            }
          >
            {(data) => (
              <Table label={t("tables")} columns={columns} rows={data.items} rowKey={(table) => table.id} />
            )}
          </QueryView>
        </Card>
      </PageBody>
    </>
  );
}
