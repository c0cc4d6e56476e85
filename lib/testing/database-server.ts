import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#db/embedded.server.ts";
import { migrateDatabase } from "#db/migrate.server.ts";

/** A PostgreSQL for one test run; `adminUrl` names the database `postgres`, next to which `template` lies migrated. */
export type TestServer = { adminUrl: string; pid: number; stop: () => Promise<void> };

/** The migrated database that each test's own is cloned from. */
export const templateDatabase = "aimwright_template";

/** Starts a server on data of its own; `durable` keeps writes as safe as in production, which a bench has to measure. */
export async function startTestServer(options: { durable?: boolean } = {}): Promise<TestServer> {
  const directory = mkdtempSync(path.join(tmpdir(), "aimwright-test-"));
  chmodSync(directory, 0o755);
  const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const settings = { max_connections: "300", ...(options.durable ? {} : hasty) };
  const server = await startEmbeddedPostgres({ directory, settings });
  const adminUrl = withDatabase(server.url, "postgres");
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  await migrateDatabase(withDatabase(server.url, templateDatabase));
  return {
    adminUrl,
    pid: server.pid,
    stop: async () => {
      await server.stop();
      rmSync(path.dirname(server.dataDirectory), { recursive: true, force: true });
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
