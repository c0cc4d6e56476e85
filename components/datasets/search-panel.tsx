"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Input } from "#components/ui/input.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { searchDatasetContract } from "#lib/api/contracts/datasets.ts";
import type { SearchMode } from "#lib/knowledge/search-mode.ts";
import { DocumentSheet } from "./document-sheet.tsx";
import { PassageScores } from "./passage-scores.tsx";

/** Asks the dataset as an agent would, and shows what it finds with how well each passage fits. */
export function SearchPanel({ id, hasEmbedding }: { id: string; hasEmbedding: boolean }) {
  const t = useTranslations("datasets");
  const modes = [
    { value: "hybrid", label: t("wordsAndMeaning") },
    { value: "keyword", label: t("words") },
    { value: "vector", label: t("meaning") },
  ] as const;
  const [mode, setMode] = useState<SearchMode>(hasEmbedding ? "hybrid" : "keyword");
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [opened, setOpened] = useState<{ documentId: string; passageId: string } | null>(null);
  const query = useQuery({
    queryKey: ["datasets", id, "search", mode, asked],
    queryFn: () => callApi(searchDatasetContract, { params: { id }, query: { q: asked, limit: 20, mode } }),
    enabled: asked !== "",
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(typed.trim());
  }
  return (
    <div className="flex flex-col gap-4 p-4">
      <form onSubmit={submit} className="flex max-w-3xl gap-2">
        <Input
          type="search"
          aria-label={t("question")}
          placeholder={t("howLongMayACustomer")}
          maxLength={2000}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {hasEmbedding && (
          <div className="w-52 shrink-0">
            <Select aria-label={t("searchBy")} options={modes} value={mode} onChange={setMode} />
          </div>
        )}
        <Button type="submit" icon="search" busy={query.isFetching} disabled={typed.trim() === ""}>
          {t("search")}
        </Button>
      </form>
      {asked === "" ? (
        <p className="text-muted">
          {hasEmbedding ? t("askWhatACustomerWould") : t("askWhatACustomerWould2")}
        </p>
      ) : (
        <QueryView
          query={query}
          failed={t("theSearchFailed")}
          isEmpty={(data) => data.items.length === 0 && data.degraded === null}
          empty={
            <EmptyState icon="search" title={t("nothingFits")}>
              {t("anAgentAskedThisWould")}
            </EmptyState>
          }
        >
          {(data) => (
            <>
              {data.degraded && (
                <p role="status" className="flex items-start gap-1.5 text-sm text-waiting">
                  <Icon name="triangle-alert" size={15} className="mt-0.5 shrink-0" />
                  <span>{t("onlyWordsWereSearched", { message: data.degraded.message })}</span>
                </p>
              )}
              <ol className="flex flex-col">
                {data.items.map((passage, index) => (
                  <li key={passage.id} className="flex gap-4 border-line border-t py-3 first:border-t-0">
                    <PassageScores passage={passage} mode={data.mode} />
                    <div className="min-w-0 max-w-2xl">
                      <button
                        type="button"
                        className="rounded-sm text-left font-medium hover:underline"
                        onClick={() => setOpened({ documentId: passage.documentId, passageId: passage.id })}
                      >
                        {index + 1}. {passage.documentTitle}
                        {passage.heading !== "" && passage.heading !== passage.documentTitle && (
                          <span className="font-normal text-muted"> · {passage.heading}</span>
                        )}
                      </button>
                      <p className="line-clamp-4 whitespace-pre-wrap break-words">{passage.text}</p>
                    </div>
                  </li>
                ))}
              </ol>
            </>
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
