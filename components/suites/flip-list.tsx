"use client";

import { useQuery } from "@tanstack/react-query";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import { suiteKeys } from "./suite-queries.ts";

const words: Record<string, { tone: Tone; word: string }> = {
  broken: { tone: "failed", word: "Broken" },
  fixed: { tone: "ok", word: "Fixed" },
  added: { tone: "neutral", word: "Added" },
  removed: { tone: "neutral", word: "Removed" },
  other: { tone: "waiting", word: "Changed" },
};

/** The cases that went otherwise in two runs of a suite. */
export function FlipList({ before, after }: { before: string; after: string }) {
  const query = useQuery({
    queryKey: [...suiteKeys.run(after), "compare", before],
    queryFn: ({ signal }) =>
      callApi(suiteContracts.compare, { params: { id: after }, query: { with: before }, signal }),
  });
  return (
    <section aria-label="Comparison" className="border-line border-b bg-ground/60 px-4 py-3 text-sm">
      <QueryView query={query} failed="The two runs could not be compared">
        {({ flips }) =>
          flips.length === 0 ? (
            <p className="text-muted">Every case went the same way in both runs.</p>
          ) : (
            <ul className="flex flex-col gap-1.5">
              {flips.map((flip) => (
                <li key={flip.caseId} className="flex items-center gap-2">
                  <Badge tone={words[flip.change]?.tone ?? "neutral"}>{words[flip.change]?.word ?? ""}</Badge>
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
