"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { agentsOf } from "./agents-of.ts";
import { PassRateBar } from "./pass-rate.tsx";
import { type Suite, useSuites } from "./suite-queries.ts";
import { SuiteSettings } from "./suite-settings.tsx";
import { SuiteView } from "./suite-view.tsx";

/** The tests of one blueprint. */
export function TestsScreen({ id }: { id: string }) {
  const t = useTranslations("suites");
  const blueprint = useQuery({
    queryKey: ["blueprint", id, "tests"],
    queryFn: ({ signal }) => callApi(blueprintContracts.get, { params: { id }, signal }),
  });
  return (
    <QueryView query={blueprint} failed={t("theBlueprintCouldNotBe")}>
      {(loaded) => <Loaded blueprint={loaded} />}
    </QueryView>
  );
}

function Loaded({ blueprint }: { blueprint: CallOutput<typeof blueprintContracts.get> }) {
  const t = useTranslations("suites");
  const router = useRouter();
  const search = useSearchParams();
  const query = useSuites(blueprint.id);
  const wantedAgent = search.get("agent");
  const [creating, setCreating] = useState(wantedAgent !== null);
  const path = `/blueprints/${blueprint.id}/tests`;
  const show = (suiteId: string | null) =>
    router.replace(suiteId === null ? path : `${path}?suite=${suiteId}`);
  const agents = agentsOf(blueprint.document);
  const create = (
    <Button look="secondary" icon="plus" onClick={() => setCreating(true)}>
      {t("newSuite")}
    </Button>
  );
  return (
    <>
      <TopBar
        crumbs={[
          { label: t("blueprints"), href: "/blueprints" },
          { label: blueprint.name, href: `/blueprints/${blueprint.id}` },
          { label: t("tests") },
        ]}
        actions={create}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-6xl px-4 py-5 md:px-6">
          <QueryView
            query={query}
            failed={t("theSuitesCouldNotBe")}
            isEmpty={({ items }) => items.length === 0}
            empty={
              <EmptyState icon="flask-conical" title={t("noTestsYet")} action={create}>
                {t("aSuiteHoldsWhatPeople")}
              </EmptyState>
            }
          >
            {({ items }) => {
              const chosen = items.find((suite) => suite.id === search.get("suite")) ?? items[0];
              return (
                <div className="flex gap-5 max-lg:flex-col">
                  <SuiteNavigation suites={items} chosen={chosen?.id} onChoose={show} />
                  {chosen && (
                    <SuiteView
                      key={chosen.id}
                      suite={chosen}
                      document={blueprint.document}
                      agents={agents}
                      liveVersion={blueprint.liveVersion}
                      onDeleted={() => show(null)}
                    />
                  )}
                </div>
              );
            }}
          </QueryView>
        </div>
      </div>
      {creating && (
        <SuiteSettings
          blueprintId={blueprint.id}
          agents={agents}
          suite={null}
          initialAgent={agents.some(({ id }) => id === wantedAgent) ? wantedAgent : null}
          onClose={(saved) => {
            setCreating(false);
            show(saved?.id ?? null);
          }}
        />
      )}
    </>
  );
}

function SuiteNavigation({
  suites,
  chosen,
  onChoose,
}: {
  suites: Suite[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  const t = useTranslations("suites");
  return (
    <nav aria-label={t("suites")} className="w-full shrink-0 lg:w-60">
      <ul className="flex flex-col gap-1.5">
        {suites.map((suite) => (
          <li key={suite.id}>
            <button
              type="button"
              aria-current={suite.id === chosen ? "page" : undefined}
              onClick={() => onChoose(suite.id)}
              className={classNames(
                "flex w-full flex-col gap-2 rounded-lg border px-3 py-2.5 text-left text-sm transition-colors",
                suite.id === chosen ? "border-accent bg-panel" : "border-line bg-panel hover:bg-hover",
              )}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="truncate font-medium">{suite.name}</span>
                <span className="whitespace-nowrap text-muted text-xs tabular-nums">
                  {t("caseCount", { count: suite.caseCount })}
                </span>
              </span>
              {suite.latest?.status === "running" ? (
                <span className="text-accent text-xs tabular-nums">
                  {t("runningOf", { done: suite.latest.score.done, total: suite.latest.score.total })}
                </span>
              ) : (
                suite.latest && <PassRateBar score={suite.latest.score.overall} />
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
