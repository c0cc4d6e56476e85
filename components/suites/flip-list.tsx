"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { suiteKeys } from "./suite-queries.ts";

const tones = {
  broken: "failed",
  fixed: "ok",
  added: "neutral",
  removed: "neutral",
  other: "waiting",
} satisfies Record<string, Tone>;

/** The cases that went otherwise in two runs of a suite. */
export function FlipList({ before, after }: { before: string; after: string }) {
  const t = useTranslations("suites");
  const query = useQuery({
    queryKey: [...suiteKeys.run(after), "compare", before],
    queryFn: ({ signal }) =>
      callApi(suiteContracts.compare, { params: { id: after }, query: { with: before }, signal }),
  });
  return (
    <section aria-label={t("comparison")} className="border-line border-b bg-ground/60 px-4 py-3 text-sm">
      <QueryView query={query} failed={t("theTwoRunsCouldNot")}>
        {({ flips }) =>
          flips.length === 0 ? (
            <p className="text-muted">{t("everyCaseWentTheSame")}</p>
          ) : (
            <ul className="flex flex-col gap-1.5">
              {flips.map((flip) => (
                <li key={flip.caseId} className="flex items-center gap-2">
                  <Badge tone={tones[flip.change]}>{t(`flips.${flip.change}`)}</Badge>
                  <span>{flip.title}</span>
                  <span className="text-muted text-xs">
                    {flip.before ?? "–"} → {flip.after ?? "–"}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}
