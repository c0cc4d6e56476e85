import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, database } from "#db/client.server.ts";
import { insertWorkspace } from "#db/queries/workspaces.server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { recordAudit, verifyAudit } from "./audit.server.ts";
import type { Actor } from "./permissions.ts";

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  process.env.DATABASE_URL = testDatabase.url;
});

afterAll(async () => {
  await closeDatabase();
  await testDatabase.close();
});

async function actorOfNewWorkspace(): Promise<Actor> {
  const workspaceId = await insertWorkspace(database(), "Test");
  return { kind: "member", id: "someone", name: "Someone", workspaceId, role: "owner" };
}

async function record(actor: Actor, number: number): Promise<void> {
  await database().transaction(async (tx) => {
    const after = { number, password: "hunter2hunter2", inputTokens: 3, nested: { apiKey: "k-123" } };
    await recordAudit(tx, actor, { action: "thing.changed", noun: "thing", nounId: String(number), after });
  });
}

// What an intruder with the database password could do; the application's own roads are closed by triggers.
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.execute(sql`alter table audit_entries disable trigger all`);
    await tx.execute(statement);
    await tx.execute(sql`alter table audit_entries enable trigger all`);
  });
}

describe("the audit log", () => {
  it("chains entries without gaps when many transactions write at once", async () => {
    const actor = await actorOfNewWorkspace();
    await Promise.all(Array.from({ length: 25 }, (_, number) => record(actor, number)));
    expect(await verifyAudit(database(), actor.workspaceId)).toEqual({ ok: true, entries: 25 });
  });

  it("keeps no secret values", async () => {
    const actor = await actorOfNewWorkspace();
    await record(actor, 1);
    const stored = await database().execute(
      sql`select after from audit_entries where workspace_id = ${actor.workspaceId}`,
    );
    expect(stored.rows[0]?.after).toEqual({
      number: 1,
      password: "[redacted]",
      inputTokens: 3,
      nested: { apiKey: "[redacted]" },
    });
  });

  it("names the first entry that was changed", async () => {
    const actor = await actorOfNewWorkspace();
    for (const number of [1, 2, 3]) await record(actor, number);
    await tamper(
      sql`update audit_entries set after = '{"number": 9}' where workspace_id = ${actor.workspaceId} and seq = 2`,
    );
    expect(await verifyAudit(database(), actor.workspaceId)).toMatchObject({ ok: false, seq: 2 });
  });

  it("notices an entry that was taken out", async () => {
    const actor = await actorOfNewWorkspace();
    for (const number of [1, 2, 3]) await record(actor, number);
    await tamper(sql`delete from audit_entries where workspace_id = ${actor.workspaceId} and seq = 2`);
    expect(await verifyAudit(database(), actor.workspaceId)).toMatchObject({ ok: false, seq: 3 });
  });

  it("refuses changes and removals", async () => {
    const actor = await actorOfNewWorkspace();
    await record(actor, 1);
    const where = sql`where workspace_id = ${actor.workspaceId}`;
    await expect(database().execute(sql`update audit_entries set noun = 'x' ${where}`)).rejects.toThrow();
    await expect(database().execute(sql`delete from audit_entries ${where}`)).rejects.toThrow();
    await expect(database().execute(sql`truncate audit_entries`)).rejects.toThrow();
  });
});
