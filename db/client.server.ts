import "server-only";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { NodePgQueryResultHKT } from "drizzle-orm/node-postgres";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { PgTransaction } from "drizzle-orm/pg-core";
import pg from "pg";
import { env } from "#lib/foundation/env.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";

type NoSchema = Record<string, never>;

/** What every query takes first: the process-wide database, or the transaction the caller is in. */
export type Database =
  | NodePgDatabase
  | PgTransaction<NodePgQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>;

// On globalThis, because Next's development server evaluates this module anew at every change.
const holder = globalThis as typeof globalThis & {
  aimwrightDatabase?: { pool: pg.Pool; handle: NodePgDatabase };
};

/** The process-wide database over one pool; opened at first use. */
export function database(): NodePgDatabase {
  holder.aimwrightDatabase ??= open();
  return holder.aimwrightDatabase.handle;
}

/** The pool beneath {@link database}, for the few things Drizzle has no word for, such as LISTEN. */
export function databasePool(): pg.Pool {
  holder.aimwrightDatabase ??= open();
  return holder.aimwrightDatabase.pool;
}

/** Waits for queries under way and closes every connection; the next {@link database} opens a new pool. */
export async function closeDatabase(): Promise<void> {
  const current = holder.aimwrightDatabase;
  holder.aimwrightDatabase = undefined;
  await current?.pool.end();
}

/** A database of its own, for scripts and tests that talk to more than one. */
export function openDatabase(url: string, max: number): { pool: pg.Pool; handle: NodePgDatabase } {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
  });
  // Without a listener, a connection that dies while idle (a restarted server) would end the process.
  pool.on("error", (error) => log().warn({ err: error }, "an idle database connection was lost"));
  // So would one that dies between two queries of a transaction, when the pool does not listen; the next query fails.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, handle: drizzle(pool) };
}

function open(): { pool: pg.Pool; handle: NodePgDatabase } {
  const { DATABASE_URL, AIMWRIGHT_DATABASE_POOL } = env();
  if (DATABASE_URL === undefined) {
    throw new AppError(
      "unavailable",
      "DATABASE_URL is not set. Start with npm start, which brings its own PostgreSQL, or set it.",
    );
  }
  return openDatabase(DATABASE_URL, AIMWRIGHT_DATABASE_POOL);
}
