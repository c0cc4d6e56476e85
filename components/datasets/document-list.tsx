"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { listDocumentsContract, removeDocumentContract } from "#lib/api/contracts/datasets.ts";
import { DocumentSheet } from "./document-sheet.tsx";

type Document = CallOutput<typeof listDocumentsContract>["items"][number];

/** The documents of the newest version; removing one makes the next version, and older ones keep it. */
export function DocumentList({ id }: { id: string }) {
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
      showDone(`${document.title} is not in version ${version}; older versions keep it.`);
    } catch (caught) {
      showFailure(caught);
    }
    await client.invalidateQueries({ queryKey: ["datasets"] });
  }
  const columns: Column<Document>[] = [
    {
      id: "title",
      header: "Title",
      cell: (document) => (
        <button
          type="button"
          className="rounded-sm text-left font-medium hover:underline"
          onClick={() => setOpened(document.id)}
        >
          {document.title || "Untitled"}
        </button>
      ),
    },
    { id: "type", header: "Type", wide: true, cell: (document) => <code>{document.mediaType}</code> },
    { id: "passages", header: "Passages", align: "end", cell: (document) => document.passageCount },
    {
      id: "added",
      header: "Added",
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
      header: <span className="sr-only">Actions</span>,
      width: "48px",
      cell: (document) => (
        <IconButton
          icon="trash-2"
          size={28}
          label={`Remove ${document.title}`}
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
          title="The documents could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  if (!documents) return <TableSkeleton />;
  if (documents.length === 0) {
    return (
      <EmptyState icon="file-plus" title="No documents yet">
        Upload text, Markdown, HTML or CSV, or paste text. It is cut into passages agents can find and cite.
      </EmptyState>
    );
  }
  return (
    <>
      <Table label="Documents" columns={columns} rows={documents} rowKey={(document) => document.id} />
      {query.hasNextPage && (
        <div className="flex justify-center border-line border-t p-3">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <DocumentSheet documentId={opened} onClose={() => setOpened(null)} />
    </>
  );
}
