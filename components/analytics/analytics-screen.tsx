"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { BlueprintFilter } from "#components/run-list/blueprint-filter.tsx";
import { PageBody } from "#components/shell/page-body.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Input } from "#components/ui/input.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { analyticsContracts } from "#lib/api/contracts/analytics.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { dashboardPanels } from "./dashboard-panels.ts";
import { FilterMenu } from "./filter-menu.tsx";
import { Headline } from "./headline.tsx";
import { MetricPanel } from "./metric-panel.tsx";
import { SavedViews } from "./saved-views.tsx";
import { useAnalyticsView } from "./use-analytics-view.ts";
import { useFigures } from "./use-figures.ts";

const headlines = [
  "runs",
  "goal-rate",
  "escalation-rate",
  "first-answer-p50",
  "cost-per-run",
  "cost-per-goal-met",
];
const periodDays = ["7", "30", "90", "365"];

/** Figures of the workspace or of one blueprint, each with its definition and the runs behind it. */
export function AnalyticsScreen() {
  const t = useTranslations("analytics");
  const { titleOf } = useFigures();
  const view = useAnalyticsView();
  const periods = periodDays.map((value) => ({ value, label: t("lastDays", { value }) }));
  const catalogue = useQuery({
    queryKey: ["analytics", "metrics"],
    queryFn: () => callApi(analyticsContracts.metrics),
  });
  const blueprint = useBlueprintName(view.filters.blueprintId);
  return (
    <>
      <TopBar
        crumbs={
          blueprint
            ? [{ label: t("analytics"), href: "/analytics" }, { label: blueprint }]
            : [{ label: t("analytics") }]
        }
        actions={
          <>
            <Link
              href={`/analytics/feedback${view.filters.blueprintId ? `?blueprintId=${view.filters.blueprintId}` : ""}`}
              className={buttonClass()}
            >
              <Icon name="thumbs-up" size={16} />
              <span className="max-md:sr-only">{t("feedback")}</span>
            </Link>
            <SavedViews view={view} />
            <BlueprintFilter
              chosen={view.filters.blueprintId ?? null}
              onChoose={(blueprint) => view.change({ blueprint })}
            />
          </>
        }
      />
      <PageBody>
        <QueryView query={catalogue} failed={t("theMetricsCouldNotBe")}>
          {({ items }) => {
            const chosen = items.find(({ id }) => id === view.metric) ?? items[0];
            return (
              <>
                <div className="flex flex-wrap gap-2">
                  <Select
                    className="sm:!w-40"
                    aria-label={t("period")}
                    options={view.isCustom ? [{ value: "own", label: t("ownDays") }, ...periods] : periods}
                    value={view.isCustom ? "own" : String(view.days)}
                    onChange={(days) => days !== "own" && view.change({ days, from: null, to: null })}
                  />
                  <Input
                    type="date"
                    className="min-w-0 flex-1 sm:!w-36 sm:flex-none"
                    aria-label={t("firstDay")}
                    max={view.filters.to}
                    value={view.filters.from}
                    onChange={({ target }) =>
                      target.value && view.change({ from: target.value, to: view.filters.to })
                    }
                  />
                  <Input
                    type="date"
                    className="min-w-0 flex-1 sm:!w-36 sm:flex-none"
                    aria-label={t("lastDay")}
                    min={view.filters.from}
                    value={view.filters.to}
                    onChange={({ target }) =>
                      target.value && view.change({ from: view.filters.from, to: target.value })
                    }
                  />
                  <Select
                    className="sm:!w-44"
                    aria-label={t("runsCounted")}
                    options={[
                      { value: "false", label: t("publishedVersions") },
                      { value: "true", label: t("draftsToo") },
                    ]}
                    value={view.filters.drafts}
                    onChange={(drafts) => view.change({ drafts })}
                  />
                  <FilterMenu view={view} />
                </div>
                <div className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-6">
                  {items
                    .filter(({ id }) => headlines.includes(id))
                    .map((metric) => (
                      <Headline key={metric.id} view={view} metric={metric} />
                    ))}
                </div>
                {chosen && (
                  <MetricPanel
                    isMain
                    view={view}
                    metric={chosen}
                    by={chosen.dimensions.includes(view.by) ? view.by : "day"}
                    action={
                      <>
                        <Select
                          className="sm:!w-60"
                          aria-label={t("metric")}
                          options={items.map((metric) => ({ value: metric.id, label: titleOf(metric) }))}
                          value={chosen.id}
                          onChange={(metric) => view.change({ metric })}
                        />
                        <Select
                          className="sm:!w-36"
                          aria-label={t("brokenDownBy")}
                          options={chosen.dimensions.map((value) => ({
                            value,
                            label: t("byDimension", { by: t(`dimensions.${value}`) }),
                          }))}
                          value={chosen.dimensions.includes(view.by) ? view.by : "day"}
                          onChange={(by) => view.change({ by })}
                        />
                      </>
                    }
                  />
                )}
                <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
                  {dashboardPanels
                    .filter(({ metric, by }) => metric !== chosen?.id || by !== view.by)
                    .map(({ metric, by }) => {
                      const shown = items.find(({ id }) => id === metric);
                      return (
                        shown && <MetricPanel key={`${metric} ${by}`} view={view} metric={shown} by={by} />
                      );
                    })}
                </div>
              </>
            );
          }}
        </QueryView>
      </PageBody>
    </>
  );
}

function useBlueprintName(id: string | undefined): string | undefined {
  const t = useTranslations("analytics");
  const query = useQuery({
    queryKey: ["blueprints", "names"],
    queryFn: () => callApi(blueprintContracts.list, { query: { limit: 100 } }),
  });
  return id === undefined
    ? undefined
    : (query.data?.items.find((one) => one.id === id)?.name ?? t("oneBlueprint"));
}
