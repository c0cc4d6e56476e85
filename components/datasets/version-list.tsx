"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
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
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["datasets", id, "versions"],
    queryFn: () => callApi(listDatasetVersionsContract, { params: { id }, query: { limit: 200 } }),
  });
  const restore = useMutation({
    mutationFn: (number: number) =>
      callApi(restoreDatasetVersionContract, { params: { id, number }, body: {} }),
    onSuccess: ({ version }, number) => showDone(`Version ${version} is equal to version ${number}.`),
    onError: showFailure,
    onSettled: () => client.invalidateQueries({ queryKey: ["datasets"] }),
  });
  const columns: Column<Version>[] = [
    {
      id: "number",
      header: "Version",
      cell: (version) => (
        <span className="flex items-center gap-2 font-medium tabular-nums">
          v{version.number}
          {version.number === current && <Badge tone="ok">newest</Badge>}
        </span>
      ),
    },
    {
      id: "note",
      header: "Change",
      cell: (version) => version.note || <span className="text-muted">–</span>,
    },
    {
      id: "documents",
      header: "Documents",
      align: "end",
      wide: true,
      cell: (version) => version.documentCount,
    },
    { id: "passages", header: "Passages", align: "end", wide: true, cell: (version) => version.passageCount },
    {
      id: "made",
      header: "Made",
      align: "end",
      cell: (version) => (
        <span className="text-muted">
          <RelativeTime at={version.createdAt} />
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      align: "end",
      cell: (version) =>
        version.number !== current && (
          <Button size="sm" disabled={restore.isPending} onClick={() => restore.mutate(version.number)}>
            Restore
          </Button>
        ),
    },
  ];
  return (
    <QueryView
      query={query}
      failed="The versions could not be loaded"
      isEmpty={(data) => data.items.length === 0}
      empty={
        <EmptyState icon="history" title="No version yet">
          The first document makes version 1.
        </EmptyState>
      }
    >
      {(data) => (
        <Table
          label="Versions"
          columns={columns}
          rows={data.items}
          rowKey={(version) => String(version.number)}
        />
      )}
    </QueryView>
  );
}
