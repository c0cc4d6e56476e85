"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { type Experiment, useExperiments } from "./experiment-queries.ts";
import { ExperimentView } from "./experiment-view.tsx";

/** The word and colour of each status. */
const statusLooks: Record<Experiment["status"], { tone: Tone; word: string }> = {
  draft: { tone: "neutral", word: "Draft" },
  running: { tone: "accent", word: "Running" },
  paused: { tone: "waiting", word: "Paused" },
  decided: { tone: "ok", word: "Decided" },
  stopped: { tone: "neutral", word: "Stopped" },
};

/** The experiments of one blueprint. */
export function ExperimentsScreen({ id }: { id: string }) {
  const router = useRouter();
  const wanted = useSearchParams().get("experiment");
  const blueprint = useQuery({
    queryKey: ["blueprint", id, "experiments"],
    queryFn: ({ signal }) => callApi(blueprintContracts.get, { params: { id }, signal }),
  });
  return (
    <QueryView query={blueprint} failed="The blueprint could not be loaded">
      {({ id: blueprintId, name }) => (
        <>
          <TopBar
            crumbs={[
              { label: "Blueprints", href: "/blueprints" },
              { label: name, href: `/blueprints/${blueprintId}` },
              { label: "Experiments" },
            ]}
          />
          <div className="min-h-0 flex-1 overflow-y-auto">
            <div className="mx-auto max-w-6xl px-4 py-5 md:px-6">
              <Rounds
                blueprintId={blueprintId}
                wanted={wanted}
                onChoose={(chosen) =>
                  router.replace(`/blueprints/${blueprintId}/experiments?experiment=${chosen}`)
                }
              />
            </div>
          </div>
        </>
      )}
    </QueryView>
  );
}

function Rounds({
  blueprintId,
  wanted,
  onChoose,
}: {
  blueprintId: string;
  wanted: string | null;
  onChoose: (id: string) => void;
}) {
  const query = useExperiments(blueprintId);
  return (
    <QueryView
      query={query}
      failed="The experiments could not be loaded"
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState
          icon="split"
          title="No experiment yet"
          action={
            <Link href={`/blueprints/${blueprintId}`} className={buttonClass()}>
              Open the designer
            </Link>
          }
        >
          Place an Experiment between the start and an agent, give it two variants, and publish. Contacts are
          divided among the variants, and this page tells when one is better.
        </EmptyState>
      }
    >
      {({ items }) => {
        const chosen = items.find(({ id }) => id === wanted) ?? items[0];
        return (
          <div className="flex gap-5 max-lg:flex-col">
            <nav aria-label="Experiments" className="w-full shrink-0 lg:w-56">
              <ul className="flex flex-col gap-1.5">
                {items.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      aria-current={one.id === chosen?.id ? "page" : undefined}
                      onClick={() => onChoose(one.id)}
                      className={classNames(
                        "flex w-full flex-col gap-1.5 rounded-lg border bg-panel px-3 py-2.5 text-left text-sm transition-colors",
                        one.id === chosen?.id ? "border-accent" : "border-line hover:bg-hover",
                      )}
                    >
                      <span className="truncate font-medium">{one.title}</span>
                      <span className="flex items-center justify-between gap-2 text-muted text-xs">
                        <Badge tone={statusLooks[one.status].tone}>{statusLooks[one.status].word}</Badge>
                        <RelativeTime at={one.startedAt ?? one.createdAt} />
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </nav>
            {chosen && <ExperimentView key={chosen.id} id={chosen.id} />}
          </div>
        );
      }}
    </QueryView>
  );
}
