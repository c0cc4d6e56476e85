"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { deleteDatasetContract, getDatasetContract } from "#lib/api/contracts/datasets.ts";
import { AddDocumentsDialog } from "./add-documents-dialog.tsx";
import { DocumentList } from "./document-list.tsx";
import { EmbeddingPanel } from "./embedding-panel.tsx";
import { SearchPanel } from "./search-panel.tsx";
import { VersionList } from "./version-list.tsx";

/** One dataset: its documents, a search with scores, its versions. */
export function DatasetScreen({ id }: { id: string }) {
  const t = useTranslations("datasets");
  const router = useRouter();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["datasets", id],
    queryFn: () => callApi(getDatasetContract, { params: { id } }),
    // A worker embeds meanwhile; what it has done shows as it does it.
    refetchInterval: ({ state }) => (state.data?.embedding?.state === "pending" ? 1500 : false),
  });
  async function remove(): Promise<void> {
    try {
      await callApi(deleteDatasetContract, { params: { id } });
      router.push("/knowledge");
      await client.invalidateQueries({ queryKey: ["datasets"], exact: true });
    } catch (caught) {
      showFailure(caught);
    }
  }
  return (
    <>
      <TopBar
        crumbs={[{ label: t("knowledge"), href: "/knowledge" }, { label: query.data?.name ?? t("dataset") }]}
        after={query.data && <Badge>v{query.data.version}</Badge>}
        actions={
          query.data && (
            <>
              <ConfirmDialog
                title={t("delete", { name: query.data.name })}
                confirm={t("deleteDataset")}
                trigger={<IconButton icon="trash-2" label={t("deleteDataset")} />}
                onConfirm={remove}
              >
                <p>{t("allItsVersionsAndDocuments")}</p>
              </ConfirmDialog>
              <AddDocumentsDialog id={id} />
            </>
          )
        }
      />
      <PageBody>
        <Card flush>
          <QueryView query={query} failed={t("theDatasetCouldNotBe")}>
            {(dataset) => (
              <Tabs
                tabs={[
                  {
                    id: "documents",
                    label: t("documents"),
                    badge: <Badge>{dataset.documentCount}</Badge>,
                    content: <DocumentList id={id} />,
                  },
                  {
                    id: "search",
                    label: t("search"),
                    content: <SearchPanel id={id} hasEmbedding={dataset.embedding !== null} />,
                  },
                  { id: "embedding", label: t("embedding"), content: <EmbeddingPanel dataset={dataset} /> },
                  {
                    id: "versions",
                    label: t("versions"),
                    content: <VersionList id={id} current={dataset.version} />,
                  },
                ]}
              />
            )}
          </QueryView>
        </Card>
      </PageBody>
    </>
  );
}
