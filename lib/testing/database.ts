import { randomBytes } from "node:crypto";
import pg from "pg";
import { startTestServer, type TestServer, templateDatabase, withDatabase } from "./database-server.ts";

/** A migrated, empty database of one test; `close` drops it together with whoever is still connected. */
export type TestDatabase = { url: string; close: () => Promise<void> };

let ownServer: Promise<TestServer> | undefined;
let users = 0;

/** Clones the migrated template in milliseconds; outside a test run it brings a server of its own first. */
export async function createTestDatabase(options: { durable?: boolean } = {}): Promise<TestDatabase> {
  const adminUrl = process.env.AIMWRIGHT_TEST_SERVER ?? (await ownAdminUrl(options.durable ?? false));
  const name = `test_${randomBytes(8).toString("hex")}`;
  users++;
  await runAsAdmin(adminUrl, `create database ${name} template ${templateDatabase}`);
  return {
    url: withDatabase(adminUrl, name),
    close: async () => {
      await runAsAdmin(adminUrl, `drop database if exists ${name} with (force)`);
      if (--users === 0 && ownServer) {
        const server = await ownServer;
        ownServer = undefined;
        await server.stop();
      }
    },
  };
}

async function ownAdminUrl(durable: boolean): Promise<string> {
  ownServer ??= startTestServer({ durable });
  return (await ownServer).adminUrl;
}

async function runAsAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
