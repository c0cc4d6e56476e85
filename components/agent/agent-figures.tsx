"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { formatMetric } from "#components/analytics/format-metric.ts";
import { callApi } from "#lib/api/client.ts";
import { analyticsContracts } from "#lib/api/contracts/analytics.ts";

const metrics = ["goal-rate", "runs", "cost", "duration-p50"] as const;
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** What an agent's published runs came to in the last 30 days; each number leads to the runs behind it. */
export function AgentFigures({ blueprintId, nodeId }: { blueprintId: string; nodeId: string }) {
  const t = useTranslations("agentPage");
  const locale = useLocale();
  const period = { from: day(29), to: day(0) };
  const agent = `${blueprintId}/${nodeId}`;
  const found = useQueries({
    queries: metrics.map((metric) => ({
      queryKey: ["analytics", "agent", agent, metric, period],
      queryFn: () => callApi(analyticsContracts.read, { query: { ...period, metric, agent } }),
      staleTime: 60_000,
    })),
  });
  const drill = new URLSearchParams({ blueprint: blueprintId, agent, ...period });
  return (
    <dl aria-label={t("last30Days")} className="grid grid-cols-2 gap-3 md:grid-cols-4">
      {metrics.map((metric, index) => {
        const answer = found[index]?.data;
        const { low, high } = answer?.total ?? {};
        return (
          <div
            key={metric}
            className="rounded-lg border border-line bg-panel px-3 py-2.5"
            title={answer?.metric.definition}
          >
            <dt className="text-muted text-xs">{answer?.metric.title ?? "…"}</dt>
            <dd className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
              <Link href={`/runs?${drill}`} className="font-semibold text-lg hover:underline">
                {found[index]?.isError
                  ? t("notKnown")
                  : answer
                    ? formatMetric(answer.metric.unit, answer.total.value, locale)
                    : "…"}
              </Link>
              {low != null && high != null && (
                <span className="text-muted text-xs">
                  {Math.round(low * 100)}–{Math.round(high * 100)} %
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
