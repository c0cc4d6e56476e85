"use client";

import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useLocale, useTranslations } from "use-intl";
import type { MetricPoint, Release, ShownMetric } from "#lib/api/contracts/analytics.ts";
import { metricHue } from "./metric-hue.ts";
import { useFigures } from "./use-figures.ts";

/** A metric over days as a line with its interval, over other groups as bars; a click opens the runs behind a point. */
export function MetricChart({
  metric,
  rows,
  previousRows,
  releases,
  isTimeline,
  isTall,
  linkOf,
}: {
  metric: ShownMetric;
  rows: MetricPoint[];
  /** As many days before, drawn dashed under the same days. */
  previousRows: MetricPoint[];
  releases: Release[];
  isTimeline: boolean;
  isTall: boolean;
  linkOf: (group: string) => string;
}) {
  const t = useTranslations("analytics");
  const locale = useLocale();
  const { show, showInterval } = useFigures();
  const router = useRouter();
  const data = rows.map((row, index) => ({
    ...row,
    before: isTimeline ? (previousRows[index]?.value ?? null) : null,
    name: row.label || row.group,
    band: row.low === null ? null : [row.low, row.high],
  }));
  const hue = metricHue(metric.id);
  const tick = { fill: "var(--muted)", fontSize: 11 };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what a pointer picks here, the table beside it offers as links
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={isTall ? "h-64 cursor-pointer" : "h-44 cursor-pointer"}
      onClick={(event) => {
        const row = rows[pointAt(event, rows.length, !isTimeline || metric.unit === "count") ?? -1];
        if (row) router.push(linkOf(row.group));
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="name"
            tick={tick}
            tickLine={false}
            axisLine={false}
            minTickGap={32}
            tickFormatter={isTimeline ? (day: string) => shortDay(day, locale) : undefined}
          />
          <YAxis
            tick={tick}
            tickLine={false}
            axisLine={false}
            width={72}
            allowDecimals={metric.unit !== "count" && metric.unit !== "tokens"}
            domain={metric.unit === "rate" && !isTimeline ? [0, 1] : undefined}
            tickFormatter={(value: number) => show(metric.unit, value)}
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, activeIndex }) => {
              const row = rows[Number(activeIndex)];
              if (!active || !row) return null;
              return (
                <div className="floating px-3 py-2 text-xs tabular-nums">
                  <p className="font-semibold">{row.label || row.group}</p>
                  <p>{show(metric.unit, row.value)}</p>
                  <p className="text-muted">{showInterval(row)}</p>
                  <p className="text-muted">{t("of", { hits: row.hits, trials: row.trials })}</p>
                  {isTimeline && (
                    <p className="text-muted">
                      {t("periodBefore", {
                        metric: show(metric.unit, previousRows[Number(activeIndex)]?.value ?? null),
                      })}
                    </p>
                  )}
                </div>
              );
            }}
          />
          {isTimeline ? (
            <>
              <Area dataKey="band" stroke="none" fill={hue} fillOpacity={0.16} isAnimationActive={false} />
              <Line
                dataKey="before"
                stroke="var(--muted)"
                strokeDasharray="3 3"
                dot={false}
                isAnimationActive={false}
              />
              {releases.map((release) => (
                <ReferenceLine
                  key={`${release.blueprintId} ${release.version}`}
                  x={release.day}
                  stroke="var(--edge)"
                  strokeDasharray="2 3"
                  label={{
                    value: t("vLive", { version: release.version }),
                    position: "insideTopRight",
                    fill: "var(--muted)",
                    fontSize: 11,
                  }}
                />
              ))}
              {metric.unit === "count" ? (
                <Bar dataKey="value" fill={hue} maxBarSize={24} isAnimationActive={false} />
              ) : (
                <Line
                  dataKey="value"
                  stroke={hue}
                  strokeWidth={2}
                  dot={rows.length <= 45}
                  isAnimationActive={false}
                />
              )}
            </>
          ) : (
            <Bar dataKey="value" fill={hue} maxBarSize={40} isAnimationActive={false} />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/**
 * The place in the row of points that was clicked, read off the grid: what the chart itself calls active is where the
 * pointer was a frame ago, and a finger has been nowhere. Bars stand in bands, points of a line on both edges.
 */
function pointAt(event: MouseEvent<HTMLElement>, count: number, inBands: boolean): number | null {
  const grid = event.currentTarget.querySelector(".recharts-cartesian-grid")?.getBoundingClientRect();
  if (!grid || grid.width === 0 || count === 0) return null;
  const share = Math.min(0.9999, Math.max(0, (event.clientX - grid.left) / grid.width));
  return inBands ? Math.floor(share * count) : Math.round(share * (count - 1));
}

function shortDay(day: string, locale: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime())
    ? day
    : at.toLocaleDateString(locale === "en" ? "en-GB" : locale, {
        day: "numeric",
        month: "short",
        timeZone: "UTC",
      });
}
