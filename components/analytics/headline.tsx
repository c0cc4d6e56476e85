"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { callApi } from "#lib/api/client.ts";
import { analyticsContracts, type ShownMetric } from "#lib/api/contracts/analytics.ts";
import { formatChange, formatInterval, formatMetric } from "./format-metric.ts";
import { type AnalyticsView, runsBehind } from "./use-analytics-view.ts";

/** A metric's value over the whole period, with its interval and the change; it leads to the runs behind it. */
export function Headline({ view, metric }: { view: AnalyticsView; metric: ShownMetric }) {
  const input = { ...view.filters, metric: metric.id };
  const query = useQuery({
    queryKey: ["analytics", input],
    queryFn: ({ signal }) => callApi(analyticsContracts.read, { query: input, signal }),
  });
  const data = query.data;
  return (
    <Link
      href={runsBehind(view, metric)}
      title={metric.definition}
      data-testid={`headline-${metric.id}`}
      className="flex flex-col gap-1 rounded-lg border border-line bg-panel p-4 hover:border-edge"
    >
      <span className="text-muted text-xs">{metric.title}</span>
      <span className="font-semibold text-xl tabular-nums">
        {data ? formatMetric(metric.unit, data.total.value) : query.isError ? "not loaded" : "…"}
      </span>
      <span className="min-h-4 text-muted text-xs tabular-nums">{data && formatInterval(data.total)}</span>
      <span className="min-h-4 text-muted text-xs tabular-nums">
        {data &&
          (formatChange(metric.unit, data.total.value, data.previous.value) || "no figure before to compare")}
      </span>
    </Link>
  );
}
