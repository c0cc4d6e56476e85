"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
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

/** The columns, headed in the language of the reader. */
function useColumns(): Column<Dataset>[] {
  const t = useTranslations("datasets");
  return [
    {
      id: "name",
      header: t("name"),
      cell: (dataset) => (
        <Link href={`/knowledge/${dataset.id}`} className="flex min-w-36 flex-col rounded-sm hover:underline">
          <span className="font-medium">{dataset.name}</span>
          {dataset.description && (
            <span className="line-clamp-1 max-w-[480px] text-muted text-xs">{dataset.description}</span>
          )}
        </Link>
      ),
    },
    { id: "documents", header: t("documents"), align: "end", cell: (dataset) => dataset.documentCount },
    {
      id: "passages",
      header: t("passages"),
      align: "end",
      wide: true,
      cell: (dataset) => dataset.passageCount,
    },
    {
      id: "version",
      header: t("version"),
      align: "end",
      wide: true,
      cell: (dataset) => <span className="text-muted">v{dataset.version}</span>,
    },
    {
      id: "changed",
      header: t("changed"),
      align: "end",
      cell: (dataset) => (
        <span className="text-muted">
          <RelativeTime at={dataset.updatedAt} />
        </span>
      ),
    },
  ];
}

/** The datasets agents may cite from. */
export function DatasetListScreen() {
  const t = useTranslations("datasets");
  const columns = useColumns();
  const query = useQuery({
    queryKey: ["datasets"],
    queryFn: () => callApi(listDatasetsContract, { query: { limit: 200 } }),
  });
  return (
    <>
      <TopBar crumbs={[{ label: t("knowledge") }]} actions={<NewDatasetDialog />} />
      <PageBody>
        <Card flush>
          <QueryView
            query={query}
            failed={t("theDatasetsCouldNotBe")}
            isEmpty={(data) => data.items.length === 0}
            empty={
              <EmptyState icon="book-open" title={t("noDatasetsYet")}>
                {t("aDatasetHoldsDocumentsAn")}
              </EmptyState>
            }
          >
            {(data) => (
              <Table
                label={t("datasets")}
                columns={columns}
                rows={data.items}
                rowKey={(dataset) => dataset.id}
              />
            )}
          </QueryView>
        </Card>
      </PageBody>
    </>
  );
}
