"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { ShownMetric } from "#lib/api/contracts/analytics.ts";

type Dimension = ShownMetric["dimensions"][number];

/** What the address says is looked at; the same address shows the same view. */
export function useAnalyticsView() {
  const router = useRouter();
  const search = useSearchParams();
  const zone = search.get("zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date());
  const days = Number(search.get("days") ?? 30) || 30;
  const to = search.get("to") ?? today;
  const start = new Date(Date.parse(to) - (days - 1) * 86_400_000);
  const from = search.get("from") ?? (Number.isNaN(start.getTime()) ? to : start.toISOString().slice(0, 10));
  const filters = {
    from,
    to,
    zone,
    drafts: search.get("drafts") === "true" ? ("true" as const) : ("false" as const),
    ...(search.get("blueprint") ? { blueprintId: search.get("blueprint") ?? "" } : {}),
    ...(search.get("channel") ? { channel: search.get("channel") ?? "" } : {}),
  };
  const change = (patch: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(patch))
      if (value === null) next.delete(key);
      else next.set(key, value);
    router.replace(`/analytics?${next}`, { scroll: false });
  };
  return {
    filters,
    metric: search.get("metric") ?? "goal-rate",
    by: (search.get("by") ?? "day") as Dimension,
    days,
    isCustom: search.get("from") !== null,
    change,
  };
}

/** See {@link useAnalyticsView}. */
export type AnalyticsView = ReturnType<typeof useAnalyticsView>;

/** The address of the runs behind a number of a metric, or of one of its groups. */
export function runsBehind(view: AnalyticsView, metric: ShownMetric, group?: string): string {
  const { blueprintId, ...filters } = view.filters;
  const query = new URLSearchParams({ ...filters, where: metric.drill });
  if (blueprintId) query.set("blueprint", blueprintId);
  if (group !== undefined && view.by === "day") {
    query.set("from", group);
    query.set("to", group);
  } else if (group === "draft") query.set("drafts", "true");
  else if (group !== undefined) query.set(view.by, group);
  return `/runs?${query}`;
}
