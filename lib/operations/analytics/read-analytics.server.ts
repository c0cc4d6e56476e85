import "server-only";
import Papa from "papaparse";
import { database } from "#db/client.server.ts";
import { type AggregateRow, aggregateRuns } from "#db/queries/analytics.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { compileAggregate, compileDimension } from "#lib/analytics/compile.server.ts";
import type { Metric } from "#lib/analytics/define-metric.ts";
import { metrics } from "#lib/analytics/metrics.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { analyticsContracts } from "#lib/api/contracts/analytics.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { wilsonInterval } from "#lib/foundation/wilson-interval.ts";

type Contracts = typeof analyticsContracts;

/** The catalogue of metrics. */
export async function listMetrics(actor: Actor): Promise<ContractOutput<Contracts["metrics"]>> {
  authorize(actor, "read");
  return { items: metrics };
}

/** One metric over a period, in total, before, and by a dimension. */
export async function readAnalytics(
  actor: Actor,
  { query }: ContractInput<Contracts["read"]>,
): Promise<ContractOutput<Contracts["read"]> | Response> {
  authorize(actor, "read");
  const metric = metrics.find(({ id }) => id === query.metric);
  if (!metric)
    throw new AppError("invalid_input", "There is no such metric. GET /api/v1/analytics/metrics lists them.");
  const selection = { ...query, withDrafts: query.drafts === "true" };
  const before = { ...selection, ...periodBefore(query.from, query.to) };
  const aggregate = compileAggregate(metric.aggregate);
  const read = (of: typeof selection, by: typeof query.by | null) =>
    aggregateRuns(database(), actor.workspaceId, of, compileDimension(by ?? null, query.zone), aggregate);
  const [total, previous, rows] = await Promise.all([
    read(selection, null),
    read(before, null),
    query.by ? read(selection, query.by) : [],
  ]);
  const points = rows.map((row) => toPoint(metric, row));
  if (query.format === "csv") return csvResponse(metric, query.by ? points : [toPoint(metric, total[0])]);
  return { metric, total: toPoint(metric, total[0]), previous: toPoint(metric, previous[0]), rows: points };
}

/** As many days, ending the day before. */
function periodBefore(from: string, to: string): { from: string; to: string } {
  const day = 86_400_000;
  const start = Date.parse(from);
  const end = start - day;
  const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: iso(end - (Date.parse(to) - start)), to: iso(end) };
}

type Point = ContractOutput<Contracts["read"]>["total"];

function toPoint(metric: Metric, row: AggregateRow | undefined): Point {
  // No run at all: a count of nothing is zero, everything else is unknown.
  const none = { group: "", value: metric.unit === "count" ? 0 : null, hits: 0, trials: 0 };
  const known = row ?? none;
  const interval = metric.unit === "rate" ? wilsonInterval(known.hits, known.trials) : null;
  return { ...known, low: interval?.low ?? null, high: interval?.high ?? null };
}

function csvResponse(metric: Metric, points: Point[]): Response {
  const columns = ["group", "value", "low", "high", "hits", "trials"];
  const csv = Papa.unparse({ fields: columns, data: points }, { escapeFormulae: true });
  return new Response(`${csv}\r\n`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${metric.id}.csv"`,
      "cache-control": "no-store",
    },
  });
}
