"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import {
  getDatasetContract,
  listDocumentsContract,
  removeDocumentContract,
  restoreDatasetVersionContract,
} from "#lib/api/contracts/datasets.ts";
import { DocumentSheet } from "./document-sheet.tsx";

type Document = CallOutput<typeof listDocumentsContract>["items"][number];

/** The documents of the newest version; removing one makes the next version, and older ones keep it. */
export function DocumentList({ id }: { id: string }) {
  const t = useTranslations("datasets");
  const client = useQueryClient();
  const [opened, setOpened] = useState<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: ["datasets", id, "documents"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      callApi(listDocumentsContract, { params: { id }, query: { limit: 100, cursor: pageParam } }),
    getNextPageParam: (last) => last.nextCursor,
  });
  async function remove(document: Document): Promise<void> {
    try {
      const { version } = await callApi(removeDocumentContract, { params: { id, documentId: document.id } });
      showDone(t("isNotInVersionOlder", { title: document.title, version }), () => void bringBack(version));
    } catch (caught) {
      showFailure(caught);
    }
    await client.invalidateQueries({ queryKey: ["datasets"] });
  }
  /** Takes a removal back, unless somebody has changed the dataset since: that would be lost with it. */
  async function bringBack(version: number): Promise<void> {
    try {
      const now = await callApi(getDatasetContract, { params: { id } });
      if (now.version !== version) return showFailure({ code: "", message: t("changedSince") });
      await callApi(restoreDatasetVersionContract, { params: { id, number: version - 1 }, body: {} });
    } catch (caught) {
      showFailure(caught);
    }
    await client.invalidateQueries({ queryKey: ["datasets"] });
  }
  const columns: Column<Document>[] = [
    {
      id: "title",
      header: t("title"),
      cell: (document) => (
        <button
          type="button"
          className="rounded-sm text-left font-medium hover:underline"
          onClick={() => setOpened(document.id)}
        >
          {document.title || t("untitled")}
        </button>
      ),
    },
    { id: "type", header: t("type"), wide: true, cell: (document) => <code>{document.mediaType}</code> },
    { id: "passages", header: t("passages"), align: "end", cell: (document) => document.passageCount },
    {
      id: "added",
      header: t("added"),
      align: "end",
      wide: true,
      cell: (document) => (
        <span className="text-muted">
          <RelativeTime at={document.createdAt} />
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">{t("actions")}</span>,
      width: "48px",
      cell: (document) => (
        <IconButton
          icon="trash-2"
          size={28}
          label={t("remove", { title: document.title })}
          onClick={() => void remove(document)}
        />
      ),
    },
  ];
  const documents = query.data?.pages.flatMap((page) => page.items);
  if (query.isError && !documents) {
    return (
      <div className="p-4">
        <ErrorNotice
          title={t("theDocumentsCouldNotBe")}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  if (!documents) return <TableSkeleton />;
  if (documents.length === 0) {
    return (
      <EmptyState icon="file-plus" title={t("noDocumentsYet")}>
        {t("uploadTextMarkdownHtmlOr")}
      </EmptyState>
    );
  }
  return (
    <>
      <Table label={t("documents")} columns={columns} rows={documents} rowKey={(document) => document.id} />
      {query.hasNextPage && (
        <div className="flex justify-center border-line border-t p-3">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("showMore")}
          </Button>
        </div>
      )}
      <DocumentSheet documentId={opened} onClose={() => setOpened(null)} />
    </>
  );
}
