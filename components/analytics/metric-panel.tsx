"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Table } from "#components/ui/table.tsx";
import { callApi } from "#lib/api/client.ts";
import { analyticsContracts, type ShownMetric } from "#lib/api/contracts/analytics.ts";
import { MetricChart } from "./metric-chart.tsx";
import { type AnalyticsView, runsBehind } from "./use-analytics-view.ts";
import { useFigures } from "./use-figures.ts";
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
  const t = useTranslations("analytics");
  const { titleOf, definitionOf, show, showInterval } = useFigures();
  const title = titleOf(metric);
  const dimension = t(`dimensions.${by}`);
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
      title={by === "day" ? title : t("titleBy", { title, by: dimension })}
      description={isMain ? definitionOf(metric) : undefined}
      className="min-w-0"
      action={
        <>
          {action}
          {!isMain && (
            <IconButton
              icon="info"
              size={28}
              label={definitionOf(metric)}
              aria-label={t("whatMeans", { title })}
            />
          )}
          <IconButton
            icon="table-2"
            size={28}
            label={t("showAsATable", { title })}
            pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
          <a
            className={buttonClass("secondary", "sm")}
            href={csv}
            download={`${metric.id}.csv`}
            aria-label={t("byAsCsv", { title, by: dimension })}
          >
            {t("csv")}
          </a>
        </>
      }
    >
      <QueryView
        query={query}
        failed={t("couldNotBeLoaded", { title })}
        isEmpty={(data) => data.rows.every((row) => row.trials === 0)}
        empty={
          <EmptyState icon="line-chart" title={t("nothingToShowForThis")}>
            {t("noRunOfThisPeriod")}
          </EmptyState>
        }
      >
        {(data) =>
          asTable ? (
            <Table
              label={t("titleBy", { title, by: dimension })}
              rows={data.rows}
              rowKey={(row) => row.group}
              columns={[
                {
                  id: "group",
                  header: dimension,
                  cell: (row) => (
                    <Link className="underline" href={linkOf(row.group)}>
                      {row.label || row.group}
                    </Link>
                  ),
                },
                {
                  id: "value",
                  header: t("value"),
                  align: "end",
                  cell: (row) => show(metric.unit, row.value),
                },
                { id: "interval", header: t("interval95"), align: "end", cell: showInterval },
                {
                  id: "count",
                  header: t("counted"),
                  align: "end",
                  cell: (row) => t("of", { hits: row.hits, trials: row.trials }),
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
