"use client";

import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { PassRateBar } from "./pass-rate.tsx";
import { type Suite, useSuites, versionWord } from "./suite-queries.ts";

/** How the suites of one agent last went, in its inspector. */
export function AgentEvals({ blueprintId, nodeId }: { blueprintId: string; nodeId: string }) {
  const query = useSuites(blueprintId);
  const own = query.data?.items.filter((suite) => suite.agentNodeId === nodeId) ?? [];
  return (
    <section aria-label="Evals" className="border-line border-t pt-3">
      <h3 className="mb-1.5 font-semibold text-sm">Evals</h3>
      {query.isError && <ErrorNotice title="The suites could not be loaded" error={query.error} />}
      <ul className="flex flex-col gap-1.5">
        {own.map((suite) => (
          <SuiteRow key={suite.id} suite={suite} />
        ))}
      </ul>
      {query.data && own.length === 0 && (
        <p className="mb-2 text-muted text-xs">
          Nothing tests this agent by itself yet. A suite of its own runs it alone, with its model, tools,
          limits and goal.
        </p>
      )}
      <Link
        href={`/blueprints/${blueprintId}/tests?agent=${nodeId}`}
        className={`${buttonClass("secondary", "sm")} mt-2`}
      >
        <Icon name="plus" size={14} />
        New suite for this agent
      </Link>
    </section>
  );
}

function SuiteRow({ suite }: { suite: Suite }) {
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
                {versionWord(latest.version)} · <RelativeTime at={latest.createdAt} />
              </>
            ) : (
              `${suite.caseCount} ${suite.caseCount === 1 ? "case" : "cases"}, not run yet`
            )}
          </span>
        </span>
        {latest && <PassRateBar score={latest.score.overall} />}
      </Link>
    </li>
  );
}
