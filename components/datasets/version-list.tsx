"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { listDatasetVersionsContract, restoreDatasetVersionContract } from "#lib/api/contracts/datasets.ts";

type Version = CallOutput<typeof listDatasetVersionsContract>["items"][number];

/** Every frozen state of the dataset; restoring makes a new version equal to an old one. */
export function VersionList({ id, current }: { id: string; current: number }) {
  const t = useTranslations("datasets");
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["datasets", id, "versions"],
    queryFn: () => callApi(listDatasetVersionsContract, { params: { id }, query: { limit: 200 } }),
  });
  const restore = useMutation({
    mutationFn: (number: number) =>
      callApi(restoreDatasetVersionContract, { params: { id, number }, body: {} }),
    onSuccess: ({ version }, number) => showDone(t("versionIsEqualToVersion", { version, number })),
    onError: showFailure,
    onSettled: () => client.invalidateQueries({ queryKey: ["datasets"] }),
  });
  const columns: Column<Version>[] = [
    {
      id: "number",
      header: t("version"),
      cell: (version) => (
        <span className="flex items-center gap-2 font-medium tabular-nums">
          v{version.number}
          {version.number === current && <Badge tone="ok">{t("newest")}</Badge>}
        </span>
      ),
    },
    {
      id: "note",
      header: t("change"),
      cell: (version) => version.note || <span className="text-muted">–</span>,
    },
    {
      id: "documents",
      header: t("documents"),
      align: "end",
      wide: true,
      cell: (version) => version.documentCount,
    },
    {
      id: "passages",
      header: t("passages"),
      align: "end",
      wide: true,
      cell: (version) => version.passageCount,
    },
    {
      id: "made",
      header: t("made"),
      align: "end",
      cell: (version) => (
        <span className="text-muted">
          <RelativeTime at={version.createdAt} />
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">{t("actions")}</span>,
      align: "end",
      cell: (version) =>
        version.number !== current && (
          <Button size="sm" disabled={restore.isPending} onClick={() => restore.mutate(version.number)}>
            {t("restore")}
          </Button>
        ),
    },
  ];
  return (
    <QueryView
      query={query}
      failed={t("theVersionsCouldNotBe")}
      isEmpty={(data) => data.items.length === 0}
      empty={
        <EmptyState icon="history" title={t("noVersionYet")}>
          {t("theFirstDocumentMakesVersion")}
        </EmptyState>
      }
    >
      {(data) => (
        <Table
          label={t("versions")}
          columns={columns}
          rows={data.items}
          rowKey={(version) => String(version.number)}
        />
      )}
    </QueryView>
  );
}
