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
import { listDatasetsContract } from "#lib/api/contracts/datasets.ts";
import { NewDatasetDialog } from "./new-dataset-dialog.tsx";

type Dataset = CallOutput<typeof listDatasetsContract>["items"][number];

const columns: Column<Dataset>[] = [
  {
    id: "name",
    header: "Name",
    cell: (dataset) => (
      <Link href={`/knowledge/${dataset.id}`} className="flex min-w-36 flex-col rounded-sm hover:underline">
        <span className="font-medium">{dataset.name}</span>
        {dataset.description && (
          <span className="line-clamp-1 max-w-[480px] text-muted text-xs">{dataset.description}</span>
        )}
      </Link>
    ),
  },
  { id: "documents", header: "Documents", align: "end", cell: (dataset) => dataset.documentCount },
  { id: "passages", header: "Passages", align: "end", wide: true, cell: (dataset) => dataset.passageCount },
  {
    id: "version",
    header: "Version",
    align: "end",
    wide: true,
    cell: (dataset) => <span className="text-muted">v{dataset.version}</span>,
  },
  {
    id: "changed",
    header: "Changed",
    align: "end",
    cell: (dataset) => (
      <span className="text-muted">
        <RelativeTime at={dataset.updatedAt} />
      </span>
    ),
  },
];

/** The datasets agents may cite from. */
export function DatasetListScreen() {
  const query = useQuery({
    queryKey: ["datasets"],
    queryFn: () => callApi(listDatasetsContract, { query: { limit: 200 } }),
  });
  return (
    <>
      <TopBar crumbs={[{ label: "Knowledge" }]} actions={<NewDatasetDialog />} />
      <PageBody>
        <Card flush>
          <QueryView
            query={query}
            failed="The datasets could not be loaded"
            isEmpty={(data) => data.items.length === 0}
            empty={
              <EmptyState icon="book-open" title="No datasets yet">
                A dataset holds documents an agent may search and cite: policies, manuals, questions and
                answers.
              </EmptyState>
            }
          >
            {(data) => (
              <Table label="Datasets" columns={columns} rows={data.items} rowKey={(dataset) => dataset.id} />
            )}
          </QueryView>
        </Card>
      </PageBody>
    </>
  );
}
