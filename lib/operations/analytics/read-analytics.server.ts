import "server-only";
import Papa from "papaparse";
import { database } from "#db/client.server.ts";
import { type AggregateRow, aggregateRuns, listReleases } from "#db/queries/analytics.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { compileMetric } from "#lib/analytics/compile.server.ts";
import type { Metric } from "#lib/analytics/define-metric.ts";
import { metrics } from "#lib/analytics/metrics.ts";
import { daysBetween, periodBefore } from "#lib/analytics/periods.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { analyticsContracts, MetricPoint } from "#lib/api/contracts/analytics.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { toCellText } from "#lib/foundation/spreadsheet-text.ts";
import { wilsonInterval } from "#lib/learning/wilson-interval.ts";
import { labelGroups } from "./label-groups.server.ts";

type Contracts = typeof analyticsContracts;
type Query = ContractInput<Contracts["read"]>["query"];

/** The catalogue of metrics. */
export async function listMetrics(actor: Actor): Promise<ContractOutput<Contracts["metrics"]>> {
  authorize(actor, "read");
  return { items: metrics.map(shown) };
}

/** One metric over a period, in total, before, and by a dimension. */
export async function readAnalytics(
  actor: Actor,
  { query }: ContractInput<Contracts["read"]>,
): Promise<ContractOutput<Contracts["read"]> | Response> {
  authorize(actor, "read");
  const metric = requireMetric(query);
  const by = query.by ?? null;
  const before = periodBefore(query.from, query.to);
  const read = async (period: { from: string; to: string }, dimension: typeof by) => {
    const selection = {
      ...query,
      ...period,
      withDrafts: query.drafts === "true",
      withEvaluations: query.evaluations === "true",
    };
    const compiled = compileMetric(metric, dimension, selection);
    return aggregateRuns(database(), actor.workspaceId, selection, compiled);
  };
  const [total, previous, rows, previousRows] = await Promise.all([
    read(query, null),
    read(before, null),
    by ? read(query, by) : [],
    by ? read(before, by) : [],
  ]);
  const labels = await labelGroups(actor.workspaceId, by, [...rows, ...previousRows]);
  const points = (of: AggregateRow[], period: { from: string; to: string }) =>
    complete(of, by, period).map((row) => toPoint(metric, row, labels(row.group)));
  const answer = {
    metric: shown(metric),
    before,
    total: toPoint(metric, total[0] ?? nothing("")),
    previous: toPoint(metric, previous[0] ?? nothing("")),
    rows: points(rows, query),
    previousRows: points(previousRows, before),
  };
  return query.format === "csv" ? csvResponse(metric, by ? answer.rows : [answer.total]) : answer;
}

/** The versions published in a period. */
export async function readReleases(
  actor: Actor,
  { query }: ContractInput<Contracts["releases"]>,
): Promise<ContractOutput<Contracts["releases"]>> {
  authorize(actor, "read");
  const rows = await listReleases(database(), actor.workspaceId, query);
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}

function requireMetric(query: Query): Metric {
  const metric = metrics.find(({ id }) => id === query.metric);
  if (!metric) {
    const message = "There is no such metric. GET /api/v1/analytics/metrics lists them.";
    throw new AppError("invalid_input", message, { details: [{ path: "metric", message }] });
  }
  if (query.by !== undefined && !metric.dimensions.includes(query.by)) {
    const message = `${metric.title} can be broken down by ${metric.dimensions.join(", ")} only.`;
    throw new AppError("invalid_input", message, { details: [{ path: "by", message }] });
  }
  return metric;
}

function shown({ id, title, unit, definition, better, dimensions, drill }: Metric) {
  return { id, title, unit, definition, better, dimensions: [...dimensions], drill };
}

const nothing = (group: string): AggregateRow => ({ group, value: null, hits: 0, trials: 0 });

/** A day without runs is a row too; other groups exist only where runs are. */
function complete(rows: AggregateRow[], by: Query["by"] | null, period: { from: string; to: string }) {
  if (by !== "day") return rows;
  const known = new Map(rows.map((row) => [row.group, row]));
  return daysBetween(period.from, period.to).map((day) => known.get(day) ?? nothing(day));
}

function toPoint(metric: Metric, row: AggregateRow, label = ""): MetricPoint {
  const interval = metric.unit === "rate" ? wilsonInterval(row.hits, row.trials) : null;
  // A count of nothing is zero; everything else of nothing is unknown.
  const isEmpty = row.trials === 0 && row.value === null;
  const value = isEmpty && metric.unit === "count" ? 0 : row.value;
  return { ...row, value, label, low: interval?.low ?? null, high: interval?.high ?? null };
}

function csvResponse(metric: Metric, points: MetricPoint[]): Response {
  const columns = ["group", "label", "value", "low", "high", "hits", "trials"];
  const data = points.map((point) => ({
    ...point,
    group: toCellText(point.group),
    label: toCellText(point.label),
  }));
  const csv = Papa.unparse({ fields: columns, data });
  return new Response(`${csv}\r\n`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${metric.id}.csv"`,
      "cache-control": "no-store",
    },
  });
}
