"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Input } from "#components/ui/input.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { searchDatasetContract } from "#lib/api/contracts/datasets.ts";
import { DocumentSheet } from "./document-sheet.tsx";

/** Asks the dataset as an agent would, and shows what it finds with how well each passage fits. */
export function SearchPanel({ id }: { id: string }) {
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [opened, setOpened] = useState<{ documentId: string; passageId: string } | null>(null);
  const query = useQuery({
    queryKey: ["datasets", id, "search", asked],
    queryFn: () => callApi(searchDatasetContract, { params: { id }, query: { q: asked, limit: 20 } }),
    enabled: asked !== "",
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(typed.trim());
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <form onSubmit={submit} className="flex max-w-2xl gap-2">
        <Input
          type="search"
          aria-label="Question"
          placeholder="How long may a customer return goods?"
          maxLength={2000}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" icon="search" busy={query.isFetching} disabled={typed.trim() === ""}>
          Search
        </Button>
      </form>
      {asked === "" ? (
        <p className="text-muted">
          Ask what a customer would ask. The score is BM25: rare words that match weigh most.
        </p>
      ) : (
        <QueryView
          query={query}
          failed="The search failed"
          isEmpty={(data) => data.items.length === 0}
          empty={
            <EmptyState icon="search" title="Nothing fits">
              An agent asked this would say that it does not know. Add a document that answers it, or use
              other words.
            </EmptyState>
          }
        >
          {(data) => (
            <ol className="flex flex-col">
              {data.items.map((passage, index) => (
                <li key={passage.id} className="flex gap-4 border-line border-t py-3 first:border-t-0">
                  <div className="w-16 shrink-0">
                    <p className="font-semibold tabular-nums">{passage.score.toFixed(2)}</p>
                    <div className="mt-1 h-1 rounded-full bg-pressed">
                      <div
                        className="h-full rounded-full bg-role-knowledge"
                        style={{ width: `${Math.round(passage.confidence * 100)}%` }}
                      />
                    </div>
                    <p className="mt-1 text-muted text-xs tabular-nums">
                      <span className="sr-only">Confidence </span>
                      {Math.round(passage.confidence * 100)} %
                    </p>
                  </div>
                  <div className="min-w-0 max-w-2xl">
                    <button
                      type="button"
                      className="rounded-sm text-left font-medium hover:underline"
                      onClick={() => setOpened({ documentId: passage.documentId, passageId: passage.id })}
                    >
                      {index + 1}. {passage.documentTitle}
                      {passage.heading && (
                        <span className="font-normal text-muted"> · {passage.heading}</span>
                      )}
                    </button>
                    <p className="line-clamp-4 whitespace-pre-wrap break-words">{passage.text}</p>
                  </div>
                </li>
              ))}
            </ol>
          )}
        </QueryView>
      )}
      <DocumentSheet
        documentId={opened?.documentId ?? null}
        passageId={opened?.passageId}
        onClose={() => setOpened(null)}
      />
    </div>
  );
}
