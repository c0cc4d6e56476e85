"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
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

/** One metric by a dimension: chart or table, its definition, a CSV, and the runs behind each point. */
export function MetricPanel({ view, metric }: { view: AnalyticsView; metric: ShownMetric }) {
  const [asTable, setAsTable] = useState(false);
  const by = metric.dimensions.includes(view.by) ? view.by : "day";
  const input = { ...view.filters, metric: metric.id, by };
  const query = useQuery({
    queryKey: ["analytics", input],
    queryFn: ({ signal }) => callApi(analyticsContracts.read, { query: input, signal }),
  });
  const { from, to, zone, blueprintId } = view.filters;
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
      title={metric.title}
      description={metric.definition}
      action={
        <>
          <IconButton
            icon="table-2"
            label="Show as a table"
            pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
          <a
            className={buttonClass("secondary", "sm")}
            href={`/api/v1/analytics?${new URLSearchParams({ ...input, format: "csv" })}`}
            download={`${metric.id}.csv`}
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
              label={metric.title}
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
              linkOf={linkOf}
            />
          )
        }
      </QueryView>
    </Card>
  );
}
