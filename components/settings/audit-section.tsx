"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { listAuditContract } from "#lib/api/contracts/audit.ts";
import { AuditCheck } from "./audit-check.tsx";

type Entry = CallOutput<typeof listAuditContract>["items"][number];

/** The columns, headed in the language of the reader. */
function useColumns(): Column<Entry>[] {
  const t = useTranslations("settings");
  return [
    { id: "seq", header: t("no"), align: "end", width: "64px", cell: (entry) => entry.seq },
    { id: "who", header: t("who"), cell: (entry) => entry.actor.name },
    { id: "what", header: t("what"), cell: (entry) => <code>{entry.action}</code> },
    {
      id: "noun",
      header: t("on"),
      wide: true,
      cell: (entry) => (
        <span className="text-muted">
          {entry.noun} <code>{entry.nounId}</code>
        </span>
      ),
    },
    {
      id: "when",
      header: t("when"),
      align: "end",
      cell: (entry) => (
        <span className="text-muted">
          <RelativeTime at={entry.at} />
        </span>
      ),
    },
  ];
}

/** Every mutation, newest first; each entry is chained to the one before. */
export function AuditSection() {
  const t = useTranslations("settings");
  const columns = useColumns();
  const query = useInfiniteQuery({
    queryKey: ["audit"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => callApi(listAuditContract, { query: { limit: 100, cursor: pageParam } }),
    getNextPageParam: (last) => last.nextCursor,
  });
  const entries = query.data?.pages.flatMap((page) => page.items);
  if (query.isError && !entries) {
    return (
      <div className="p-4">
        <ErrorNotice title={t("theLogCouldNotBe")} error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (!entries) return <TableSkeleton rows={8} columns={5} />;
  return (
    <>
      <AuditCheck />
      <Table label={t("auditLog")} columns={columns} rows={entries} rowKey={(entry) => entry.id} />
      {query.hasNextPage && (
        <div className="flex justify-center border-line border-t p-3">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("showOlderEntries")}
          </Button>
        </div>
      )}
    </>
  );
}
