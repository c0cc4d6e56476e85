"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { RunStatus, Verdict } from "#components/run-list/run-status.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { formatCost } from "#components/ui/format-number.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";

/** The latest runs an agent took a turn in, drafts and live. */
export function AgentRuns({ blueprintId, nodeId }: { blueprintId: string; nodeId: string }) {
  const t = useTranslations("agentPage");
  const locale = useLocale();
  const agent = `${blueprintId}/${nodeId}`;
  const query = useQuery({
    queryKey: ["runs", "agent", agent],
    queryFn: () => callApi(runContracts.list, { query: { limit: 8, agent, drafts: "true" } }),
    refetchInterval: 15_000,
  });
  if (query.isError)
    return (
      <ErrorNotice
        title={t("theRunsCouldNotBeLoaded")}
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  if (query.data?.items.length === 0) return <p className="text-muted text-sm">{t("noTurnYet")}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line" aria-busy={query.isPending}>
      {query.data?.items.map((run) => (
        <li key={run.id}>
          <Link href={`/runs/${run.id}`} className="flex flex-col gap-0.5 rounded-sm py-2 hover:bg-hover">
            <span className="line-clamp-1">{run.input.text ?? t("startedByAnEvent")}</span>
            <span className="flex flex-wrap items-center gap-x-3 text-muted text-xs tabular-nums">
              <RunStatus status={run.status} />
              <Verdict verdict={run.outcome?.verdict ?? null} />
              <span>{run.version === null ? t("draft") : `v${run.version}`}</span>
              <span>{formatCost(run.usage.costUsd, locale, t("unknown"))}</span>
              <RelativeTime at={run.createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
