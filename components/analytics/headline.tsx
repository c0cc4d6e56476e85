"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import type { MetricPoint, ShownMetric } from "#lib/api/contracts/analytics.ts";
import { metricHue } from "./metric-hue.ts";
import { TrendLine } from "./trend-line.tsx";
import { type AnalyticsView, runsBehind } from "./use-analytics-view.ts";
import { useFigures } from "./use-figures.ts";
import { useMetric } from "./use-metric.ts";

/** A metric over the whole period with its interval, the change and its days; it leads to the runs behind it. */
export function Headline({ view, metric }: { view: AnalyticsView; metric: ShownMetric }) {
  const t = useTranslations("analytics");
  const { titleOf, definitionOf, show, showInterval, showChange } = useFigures();
  const { query } = useMetric(view, metric.id, "day");
  const data = query.data;
  const change = data && showChange(metric.unit, data.total.value, data.previous.value);
  // Where nothing ran, a cost is not unknown: there is none.
  const shown = ({ value, trials }: MetricPoint) =>
    value === null && trials === 0 ? "–" : show(metric.unit, value);
  return (
    <Link
      href={runsBehind(view, metric)}
      title={definitionOf(metric)}
      data-testid={`headline-${metric.id}`}
      className="flex flex-col justify-between gap-1 rounded-lg border border-line bg-panel p-4 hover:border-edge"
    >
      <span className="text-muted text-xs">{titleOf(metric)}</span>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-xl tabular-nums">
          {data ? shown(data.total) : query.isError ? t("notLoaded") : "…"}
        </span>
        <span className="text-muted text-xs tabular-nums">{data && showInterval(data.total)}</span>
      </span>
      <span className="flex min-h-6 items-end justify-between gap-2 text-muted text-xs tabular-nums">
        {change ? (
          <span>
            <span
              className={classNames("font-medium", toneOf(metric, data.total.value, data.previous.value))}
            >
              {change}
            </span>{" "}
            {t("vsBefore")}
          </span>
        ) : (
          <span />
        )}
        {data && <TrendLine values={data.rows.map(({ value }) => value)} hue={metricHue(metric.id)} />}
      </span>
    </Link>
  );
}

function toneOf({ better }: ShownMetric, now: number | null, before: number | null): string {
  if (now === null || before === null || now === before || better === "neither") return "";
  return now > before === (better === "up") ? "text-succeeded" : "text-failed";
}
