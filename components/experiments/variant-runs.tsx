"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { callApi } from "#lib/api/client.ts";
import { experimentContracts } from "#lib/api/contracts/experiments.ts";
import type en from "#messages/en.json";
import { experimentKeys, type VariantFigures } from "./experiment-queries.ts";

type RunWord = keyof typeof en.experiments.runWords;

/** The newest runs behind the figures of a variant. */
export function VariantRuns({ experimentId, variant }: { experimentId: string; variant: VariantFigures }) {
  const t = useTranslations("experiments");
  const wordOf = (word: string) =>
    t.has(`runWords.${word as RunWord}`) ? t(`runWords.${word as RunWord}`) : word;
  const query = useQuery({
    queryKey: [...experimentKeys.one(experimentId), "runs", variant.id],
    queryFn: ({ signal }) =>
      callApi(experimentContracts.runs, {
        params: { id: experimentId },
        query: { variantId: variant.id, limit: 50 },
        signal,
      }),
  });
  return (
    <Card flush title={t("runsOfQuoted", { label: variant.label })} description={t("theNewest50")}>
      <QueryView
        query={query}
        failed={t("theRunsCouldNotBe")}
        isEmpty={({ items }) => items.length === 0}
        empty={<EmptyState icon="play" title={t("noRunsYet")} />}
      >
        {({ items }) => (
          <ul className="divide-y divide-line">
            {items.map((run) => (
              <li key={run.id}>
                <Link
                  href={`/runs/${run.id}`}
                  className="flex items-center justify-between gap-3 px-4 py-2.5 text-sm hover:bg-hover"
                >
                  <span className="min-w-0 truncate">{run.text || t("withoutAText")}</span>
                  <span className="flex shrink-0 gap-3 text-muted text-xs">
                    <span>{wordOf(run.verdict ?? run.status)}</span>
                    <RelativeTime at={run.createdAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Card>
  );
}
