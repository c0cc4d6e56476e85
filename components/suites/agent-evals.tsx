"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { PassRateBar } from "./pass-rate.tsx";
import { type Suite, useSuites, versionWord } from "./suite-queries.ts";

/** How the suites of one agent last went, in its inspector. */
export function AgentEvals({ blueprintId, nodeId }: { blueprintId: string; nodeId: string }) {
  const t = useTranslations("suites");
  const query = useSuites(blueprintId);
  const own = query.data?.items.filter((suite) => suite.agentNodeId === nodeId) ?? [];
  return (
    <section aria-label={t("evals")} className="border-line border-t pt-3">
      <h3 className="mb-1.5 font-semibold text-sm">{t("evals")}</h3>
      {query.isError && <ErrorNotice title={t("theSuitesCouldNotBe")} error={query.error} />}
      <ul className="flex flex-col gap-1.5">
        {own.map((suite) => (
          <SuiteRow key={suite.id} suite={suite} />
        ))}
      </ul>
      {query.data && own.length === 0 && (
        <p className="mb-2 text-muted text-xs">{t("nothingTestsThisAgentBy")}</p>
      )}
      <Link
        href={`/blueprints/${blueprintId}/tests?agent=${nodeId}`}
        className={`${buttonClass("secondary", "sm")} mt-2`}
      >
        <Icon name="plus" size={14} />
        {t("newSuiteForThisAgent")}
      </Link>
    </section>
  );
}

function SuiteRow({ suite }: { suite: Suite }) {
  const t = useTranslations("suites");
  const { latest } = suite;
  return (
    <li>
      <Link
        href={`/blueprints/${suite.blueprintId}/tests?suite=${suite.id}`}
        className="flex flex-col gap-1.5 rounded-md border border-line px-2.5 py-2 hover:bg-hover"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-medium text-sm">{suite.name}</span>
          <span className="whitespace-nowrap text-muted text-xs">
            {latest ? (
              <>
                {versionWord(latest.version, t)} · <RelativeTime at={latest.createdAt} />
              </>
            ) : (
              t("casesNotRunYet", { count: suite.caseCount })
            )}
          </span>
        </span>
        {latest && <PassRateBar score={latest.score.overall} />}
      </Link>
    </li>
  );
}
