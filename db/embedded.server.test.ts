import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedServer, startEmbeddedPostgres } from "./embedded.server.ts";
import { migrateDatabase } from "./migrate.server.ts";

let directory: string;
const servers: EmbeddedServer[] = [];

beforeEach(() => {
  directory = path.join(mkdtempSync(path.join(tmpdir(), "aimwright embedded ")), "data");
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    await server.stop();
    rmSync(path.dirname(server.dataDirectory), { recursive: true, force: true });
  }
  rmSync(path.dirname(directory), { recursive: true, force: true });
});

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres({ directory });
  servers.push(server);
  return server;
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe("startEmbeddedPostgres", () => {
  it("keeps data over kill -9, with the same address and password", async () => {
    const first = await start();
    await query(first.url, "create table kept as select 42 as answer");
    process.kill(first.pid, "SIGKILL");
    await first.exited;
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  it("joins a server that already runs on the folder, and leaves it running", async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ pid: first.pid, startedHere: false });
    await second.stop();
    expect(await query(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("works in a folder with spaces that only its owner may enter, and keeps the password from others", async () => {
    chmodSync(path.dirname(directory), 0o700);
    const server = await start();
    expect(await query(server.url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(statSync(path.join(directory, "postgres.json")).mode & 0o077).toBe(0);
  });

  it("is migrated by several processes at once without a deadlock", async () => {
    const server = await start();
    await Promise.all([1, 2, 3].map(() => migrateDatabase(server.url)));
    const [row] = await query(
      server.url,
      "select to_regclass('workspaces') is not null as ours, to_regclass('dbos.workflow_status') is not null as engine",
    );
    expect(row).toEqual({ ours: true, engine: true });
  });
});
