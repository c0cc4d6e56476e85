import "server-only";
import { count, gt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { runs, workers } from "#db/schema/runs.ts";

/** Whether the database answers and its tables are there. */
export async function isMigrated(database: Database): Promise<boolean> {
  const result = await database.execute<{ found: boolean }>(
    sql`select to_regclass('audit_entries') is not null and to_regclass('run_events') is not null as found`,
  );
  return result.rows[0]?.found ?? false;
}

/** Runs of all workspaces by status; for the operator's metrics. */
export async function countRunsByStatus(database: Database) {
  return await database.select({ status: runs.status, count: count() }).from(runs).groupBy(runs.status);
}

/** Workers with a heartbeat since the moment; for the operator's metrics. */
export async function listWorkersSince(database: Database, since: Date) {
  return await database.select().from(workers).where(gt(workers.heartbeatAt, since));
}
