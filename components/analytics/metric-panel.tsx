"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Table } from "#components/ui/table.tsx";
import { callApi } from "#lib/api/client.ts";
import { analyticsContracts, type ShownMetric } from "#lib/api/contracts/analytics.ts";
import { formatInterval, formatMetric } from "./format-metric.ts";
import { MetricChart } from "./metric-chart.tsx";
import { type AnalyticsView, runsBehind } from "./use-analytics-view.ts";
import { useMetric } from "./use-metric.ts";

/** One metric by a dimension: chart or table, its definition, a CSV, and the runs behind each point. */
export function MetricPanel({
  view,
  metric,
  by,
  action,
  isMain = false,
}: {
  view: AnalyticsView;
  metric: ShownMetric;
  by: ShownMetric["dimensions"][number];
  /** What stands before the buttons of the panel. */
  action?: ReactNode;
  /** The panel that is looked into: drawn larger, with its definition in words. */
  isMain?: boolean;
}) {
  const [asTable, setAsTable] = useState(false);
  const { query, csv } = useMetric(view, metric.id, by);
  const { from, to, zone, blueprintId } = view.filters as typeof view.filters & { blueprintId?: string };
  // Versions of many blueprints are not comparable: they are marked where one is looked at.
  const releases = useQuery({
    queryKey: ["analytics", "releases", from, to, zone, blueprintId],
    enabled: by === "day" && blueprintId !== undefined,
    queryFn: ({ signal }) =>
      callApi(analyticsContracts.releases, { query: { from, to, zone, blueprintId }, signal }),
  });
  const shownView = { ...view, by };
  const linkOf = (group: string) => runsBehind(shownView, metric, group);
  return (
    <Card
      title={by === "day" ? metric.title : `${metric.title} by ${by}`}
      description={isMain ? metric.definition : undefined}
      className="min-w-0"
      action={
        <>
          {action}
          {!isMain && (
            <IconButton
              icon="info"
              size={28}
              label={metric.definition}
              aria-label={`What ${metric.title} means`}
            />
          )}
          <IconButton
            icon="table-2"
            size={28}
            label={`Show ${metric.title} as a table`}
            pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
          <a
            className={buttonClass("secondary", "sm")}
            href={csv}
            download={`${metric.id}.csv`}
            aria-label={`${metric.title} by ${by} as CSV`}
          >
            CSV
          </a>
        </>
      }
    >
      <QueryView
        query={query}
        failed={`${metric.title} could not be loaded`}
        isEmpty={(data) => data.rows.every((row) => row.trials === 0)}
        empty={
          <EmptyState icon="line-chart" title="Nothing to show for this period">
            No run of this period counts here. Choose a longer period or fewer filters; drafts and tests are
            left out unless you ask for them.
          </EmptyState>
        }
      >
        {(data) =>
          asTable ? (
            <Table
              label={`${metric.title} by ${by}`}
              rows={data.rows}
              rowKey={(row) => row.group}
              columns={[
                {
                  id: "group",
                  header: by,
                  cell: (row) => (
                    <Link className="underline" href={linkOf(row.group)}>
                      {row.label || row.group}
                    </Link>
                  ),
                },
                {
                  id: "value",
                  header: "Value",
                  align: "end",
                  cell: (row) => formatMetric(metric.unit, row.value),
                },
                { id: "interval", header: "95 % interval", align: "end", cell: formatInterval },
                {
                  id: "count",
                  header: "Counted",
                  align: "end",
                  cell: (row) => `${row.hits} of ${row.trials}`,
                },
              ]}
            />
          ) : (
            <MetricChart
              metric={metric}
              rows={data.rows}
              previousRows={data.previousRows}
              releases={releases.data?.items ?? []}
              isTimeline={by === "day"}
              isTall={isMain}
              linkOf={linkOf}
            />
          )
        }
      </QueryView>
    </Card>
  );
}
