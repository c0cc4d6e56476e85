"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Input } from "#components/ui/input.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { callApi } from "#lib/api/client.ts";
import { getTableContract, listRowsContract } from "#lib/api/contracts/tables.ts";
import { RowGrid } from "./row-grid.tsx";
import { TableActions } from "./table-actions.tsx";

/** One table: browse, search, change rows in place, CSV in and out. */
export function TableScreen({ name }: { name: string }) {
  const t = useTranslations("tables");
  const client = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const [search, setSearch] = useState("");
  const words = useDeferredValue(search.trim());
  const table = useQuery({
    queryKey: ["tables", name],
    queryFn: () => callApi(getTableContract, { params: { name } }),
  });
  const rows = useInfiniteQuery({
    queryKey: ["tables", name, "rows", words],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      callApi(listRowsContract, {
        params: { name },
        query: { limit: "100", ...(pageParam ? { cursor: pageParam } : {}), ...(words ? { q: words } : {}) },
      }),
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });
  const items = rows.data?.pages.flatMap((page) => page.items);
  const failed = table.error ?? rows.error;
  return (
    <>
      <TopBar
        crumbs={[{ label: t("tables"), href: "/tables" }, { label: table.data?.title ?? name }]}
        after={table.data && <Badge>{t("rows", { rowCount: table.data.rowCount })}</Badge>}
        actions={table.data && <TableActions table={table.data} />}
      />
      <PageBody wide>
        <div className="flex items-center justify-between gap-3">
          <div className="w-64">
            <Input
              type="search"
              aria-label={t("findRows")}
              placeholder={t("findRows")}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <Button
            look="primary"
            icon="plus"
            disabled={!table.data || isAdding}
            onClick={() => setIsAdding(true)}
          >
            {t("addRow")}
          </Button>
        </div>
        {failed ? (
          <ErrorNotice
            title={t("theTableCouldNotBe")}
            error={failed}
            onRetry={() => void client.invalidateQueries({ queryKey: ["tables", name] })}
          />
        ) : (
          <Card flush>
            {(!table.data || !items) && <TableSkeleton rows={8} columns={5} />}
            {table.data && items && (items.length > 0 || isAdding) && (
              <RowGrid
                table={table.data}
                rows={items}
                isAdding={isAdding}
                onAdded={() => setIsAdding(false)}
              />
            )}
            {items?.length === 0 && !isAdding && (
              <EmptyState icon="table-2" title={words === "" ? t("noRowsYet") : t("noRowMatches")}>
                {words === "" ? t("addARowImportCsv") : t("tryFewerWords")}
              </EmptyState>
            )}
          </Card>
        )}
        {rows.hasNextPage && (
          <Button
            className="self-center"
            busy={rows.isFetchingNextPage}
            onClick={() => void rows.fetchNextPage()}
          >
            {t("showMoreRows")}
          </Button>
        )}
      </PageBody>
    </>
  );
}
