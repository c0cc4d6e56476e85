import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ensureSystemDatabase } from "@dbos-inc/dbos-sdk/internal/system_database";
import { GlobalLogger } from "@dbos-inc/dbos-sdk/internal/telemetry/logs";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
const lockKey = 4_816_130_217;

/** Brings our schema and that of the durable engine (schema `dbos`) up to date; safe to call from many processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Polled, not awaited: a blocked statement holds a snapshot, and the engine's CREATE INDEX CONCURRENTLY waits for those.
    while (!(await tryLock(client))) await wait(100);
    await migrate(drizzle(client), { migrationsFolder });
    await ensureSystemDatabase(url, new GlobalLogger(undefined, { logLevel: "error" }), undefined, "dbos");
  } finally {
    await client.end();
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const result = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [
    lockKey,
  ]);
  return result.rows[0]?.locked ?? false;
}
