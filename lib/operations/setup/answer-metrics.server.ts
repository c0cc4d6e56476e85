import "server-only";
import { timingSafeEqual } from "node:crypto";
import { database, databasePool } from "#db/client.server.ts";
import { countRunsByStatus, listWorkersSince } from "#db/queries/health.server.ts";
import { actorFromRequest } from "#lib/access/authenticate.server.ts";
import { authorize } from "#lib/access/permissions.ts";
import { hashToken } from "#lib/access/tokens.server.ts";
import { errorResponse } from "#lib/api/error-response.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

const aliveMilliseconds = 30_000;

type Sample = { labels?: Record<string, string>; value: number };

/** Prometheus text for the holder of AIMWRIGHT_METRICS_TOKEN or an owner; the figures span all workspaces. */
export async function answerMetrics(request: Request): Promise<Response> {
  try {
    if (!holdsMetricsToken(request)) {
      const actor = await actorFromRequest(request);
      if (!actor)
        throw new AppError("unauthenticated", "Send AIMWRIGHT_METRICS_TOKEN or an owner's API token.");
      authorize(actor, "audit.read");
    }
    const headers = {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    };
    return new Response(await metricsText(), { headers });
  } catch (caught) {
    return errorResponse(caught, "GET /metrics");
  }
}

function holdsMetricsToken(request: Request): boolean {
  const expected = process.env.AIMWRIGHT_METRICS_TOKEN;
  const given = request.headers.get("authorization")?.replace(/^Bearer +/i, "");
  if (!expected || !given) return false;
  return timingSafeEqual(Buffer.from(hashToken(expected)), Buffer.from(hashToken(given)));
}

async function metricsText(): Promise<string> {
  const [runs, workers] = await Promise.all([
    countRunsByStatus(database()),
    listWorkersSince(database(), new Date(Date.now() - aliveMilliseconds)),
  ]);
  const pool = databasePool();
  const byWorker = (value: (worker: (typeof workers)[number]) => number): Sample[] =>
    workers.map((worker) => ({ labels: { worker: worker.id }, value: value(worker) }));
  const { rss, heapUsed } = process.memoryUsage();
  return [
    gauge(
      "aimwright_runs",
      "Runs by status.",
      runs.map(({ status, count }) => ({ labels: { status }, value: count })),
    ),
    gauge("aimwright_workers", "Workers with a recent heartbeat.", [{ value: workers.length }]),
    gauge(
      "aimwright_worker_capacity",
      "Runs a worker takes at once.",
      byWorker((worker) => worker.capacity),
    ),
    gauge(
      "aimwright_worker_running",
      "Runs a worker has under way.",
      byWorker((worker) => worker.running),
    ),
    gauge(
      "aimwright_worker_finished",
      "Runs a worker has finished.",
      byWorker((worker) => worker.finished),
    ),
    gauge("aimwright_pool_connections", "Database connections of this web process.", [
      { labels: { state: "total" }, value: pool.totalCount },
      { labels: { state: "idle" }, value: pool.idleCount },
      { labels: { state: "waiting" }, value: pool.waitingCount },
    ]),
    gauge("process_resident_memory_bytes", "Resident memory of this web process.", [{ value: rss }]),
    gauge("aimwright_heap_used_bytes", "Heap in use of this web process.", [{ value: heapUsed }]),
  ].join("");
}

function gauge(name: string, help: string, samples: Sample[]): string {
  const lines = samples.map(({ labels = {}, value }) => {
    const pairs = Object.entries(labels).map(([key, text]) => `${key}=${JSON.stringify(text)}`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ""].join("\n");
}
