import pg from "pg";
import { describe, expect, it } from "vitest";
import { createTestDatabase } from "./database.ts";

describe("createTestDatabase", () => {
  it("gives each test a migrated database that shares nothing with another's", async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new pg.Client({ connectionString: first.url });
    await client.connect();
    await client.query("create table only_here (id int)");
    await client.end();
    const other = new pg.Client({ connectionString: second.url });
    await other.connect();
    const found = await other.query(
      "select to_regclass('only_here') as mine, to_regclass('workspaces') as migrated",
    );
    const engine = await other.query("select to_regclass('dbos.workflow_status') as engine");
    await other.end();
    expect(found.rows[0]).toEqual({ mine: null, migrated: "workspaces" });
    expect(engine.rows[0]).toEqual({ engine: "dbos.workflow_status" });
    await Promise.all([first.close(), second.close()]);
  });
});
