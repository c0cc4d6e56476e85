"use client";

import { useQuery } from "@tanstack/react-query";
import { callApi } from "#lib/api/client.ts";
import { analyticsContracts, type ShownMetric } from "#lib/api/contracts/analytics.ts";
import type { AnalyticsView } from "./use-analytics-view.ts";

type Dimension = ShownMetric["dimensions"][number];

/** A metric of a view by a dimension; panels that ask for the same share one request. */
export function useMetric(view: AnalyticsView, metric: string, by: Dimension, enabled = true) {
  const input = { ...view.filters, metric, by };
  const query = useQuery({
    queryKey: ["analytics", input],
    enabled,
    queryFn: ({ signal }) => callApi(analyticsContracts.read, { query: input, signal }),
  });
  return { query, csv: `/api/v1/analytics?${new URLSearchParams({ ...input, format: "csv" })}` };
}
