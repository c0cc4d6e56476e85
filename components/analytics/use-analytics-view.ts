"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { ShownMetric } from "#lib/api/contracts/analytics.ts";
import { viewKeys } from "#lib/api/contracts/analytics-views.ts";

type Dimension = ShownMetric["dimensions"][number];

/** What the runs that are counted can be narrowed by, apart from their blueprint and their days. */
export const narrowing = ["version", "channel", "agent", "model", "ability"] as const;
/** One of {@link narrowing}. */
export type Narrowing = (typeof narrowing)[number];

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
    ...Object.fromEntries(
      narrowing.flatMap((key): [Narrowing, string][] => {
        const value = search.get(key);
        return value ? [[key, value]] : [];
      }),
    ),
  };
  const kept: Partial<Record<Narrowing, string>> = Object.fromEntries(
    Object.entries(filters).filter(([key]) => (narrowing as readonly string[]).includes(key)),
  );
  const change = (patch: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(patch))
      if (value === null) next.delete(key);
      else next.set(key, value);
    router.replace(`/analytics?${next}`, { scroll: false });
  };
  return {
    filters,
    /** The filters a person chose, by what they narrow. */
    narrowed: kept,
    /** What the address says, without what it does not know: what a saved view keeps. */
    query: new URLSearchParams(
      viewKeys.flatMap((key): [string, string][] => {
        const value = search.get(key);
        return value === null ? [] : [[key, value]];
      }),
    ).toString(),
    show: (query: string) => router.replace(`/analytics?${query}`, { scroll: false }),
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
export function runsBehind(
  view: Pick<AnalyticsView, "filters" | "by">,
  metric: ShownMetric,
  group?: string,
): string {
  const { blueprintId, ...filters } = view.filters as typeof view.filters & { blueprintId?: string };
  const query = new URLSearchParams({ ...filters, where: metric.drill });
  if (blueprintId) query.set("blueprint", blueprintId);
  if (group !== undefined && view.by === "day") {
    query.set("from", group);
    query.set("to", group);
  } else if (group !== undefined && view.by === "blueprint") query.set("blueprint", group);
  else if (group === "draft") query.set("drafts", "true");
  else if (group !== undefined) query.set(view.by, group);
  return `/runs?${query}`;
}
