"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
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

const tones: Record<Experiment["status"], Tone> = {
  draft: "neutral",
  running: "accent",
  paused: "waiting",
  decided: "ok",
  stopped: "neutral",
};

/** The experiments of one blueprint. */
export function ExperimentsScreen({ id }: { id: string }) {
  const t = useTranslations("experiments");
  const router = useRouter();
  const wanted = useSearchParams().get("experiment");
  const blueprint = useQuery({
    queryKey: ["blueprint", id, "experiments"],
    queryFn: ({ signal }) => callApi(blueprintContracts.get, { params: { id }, signal }),
  });
  return (
    <QueryView query={blueprint} failed={t("theBlueprintCouldNotBe")}>
      {({ id: blueprintId, name }) => (
        <>
          <TopBar
            crumbs={[
              { label: t("blueprints"), href: "/blueprints" },
              { label: name, href: `/blueprints/${blueprintId}` },
              { label: t("experiments") },
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
  const t = useTranslations("experiments");
  const query = useExperiments(blueprintId);
  return (
    <QueryView
      query={query}
      failed={t("theExperimentsCouldNotBe")}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState
          icon="split"
          title={t("noExperimentYet")}
          action={
            <Link href={`/blueprints/${blueprintId}`} className={buttonClass()}>
              {t("openTheDesigner")}
            </Link>
          }
        >
          {t("placeAnExperimentBetweenThe")}
        </EmptyState>
      }
    >
      {({ items }) => {
        const chosen = items.find(({ id }) => id === wanted) ?? items[0];
        return (
          <div className="flex gap-5 max-lg:flex-col">
            <nav aria-label={t("experiments")} className="w-full shrink-0 lg:w-56">
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
                        <Badge tone={tones[one.status]}>{t(`statuses.${one.status}`)}</Badge>
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
