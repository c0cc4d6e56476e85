import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeOverRun } from "#db/queries/run-work.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { openRunJournal, RunTakenOver, type StepResult } from "./run-journal.server.ts";

let database: TestDatabase;
let pool: pg.Pool;
const workspaceId = randomUUID();
const blueprintId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await pool.query("INSERT INTO workspaces (id, name) VALUES ($1, 'Test')", [workspaceId]);
  await pool.query(
    "INSERT INTO blueprints (id, workspace_id, name, slug, draft) VALUES ($1, $2, 'Test', 'test', '{}')",
    [blueprintId, workspaceId],
  );
});

afterAll(async () => {
  await pool.end();
  await database.close();
});

async function newRun(workerId: string): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO runs (id, workspace_id, blueprint_id, conversation_id, trigger, status, worker_id)
     VALUES ($1, $2, $3, $4, '{}', 'running', $5)`,
    [id, workspaceId, blueprintId, randomUUID(), workerId],
  );
  return id;
}

const open = (id: string, workerId: string, stored: ReadonlyMap<string, StepResult> = new Map()) =>
  openRunJournal(pool, { id, workspaceId, workerId }, stored, (value) => value);

const entered = (nodeId: string) => ({ type: "node.entered", nodeId, viaWireId: "w" }) as const;

async function storedOf(id: string) {
  const events = await pool.query(
    "SELECT seq, event->>'nodeId' AS node FROM run_events WHERE run_id = $1 ORDER BY seq",
    [id],
  );
  const steps = await pool.query("SELECT name FROM run_steps WHERE run_id = $1 ORDER BY name", [id]);
  return { events: events.rows, steps: steps.rows.map((row) => row.name) };
}

test("a result is stored before the next step's work begins, together with the events in between", async () => {
  const id = await newRun("one");
  const journal = open(id, "one");
  expect(await journal.step("first", async () => 1)).toBe(1);
  journal.emit(entered("a"));
  journal.emit(entered("b"));
  const seen = await journal.step("second", () => storedOf(id));
  expect(seen).toEqual({
    events: [
      { seq: 2, node: "a" },
      { seq: 3, node: "b" },
    ],
    steps: ["first"],
  });
});

test("a recovered run takes stored results, failures included, and does no work for them again", async () => {
  const id = await newRun("one");
  const first = open(id, "one");
  await first.step("good", async () => ({ n: 1 }));
  await expect(
    first.step("bad", async () => {
      throw new AppError("ability_failed", "It broke.");
    }),
  ).rejects.toMatchObject({ code: "ability_failed" });
  first.emit(entered("a"));
  await first.write();

  const taken = await takeOverRun(pool, "two", id);
  const stored = new Map(taken?.steps.map((step) => [step.name, step.result as StepResult]));
  const second = open(id, "two", stored);
  const never = async () => {
    throw new Error("must not be called");
  };
  expect(await second.step("good", never)).toEqual({ n: 1 });
  await expect(second.step("bad", never)).rejects.toMatchObject({
    code: "ability_failed",
    message: "It broke.",
  });
  second.emit(entered("a"));
  await second.write();
  expect((await storedOf(id)).events).toEqual([{ seq: 2, node: "a" }]);
});

test("a worker whose run was taken over writes nothing more", async () => {
  const id = await newRun("one");
  const former = open(id, "one");
  await former.step("first", async () => 1);
  await takeOverRun(pool, "two", id);
  former.emit(entered("late"));
  await expect(former.step("second", async () => 2)).rejects.toBeInstanceOf(RunTakenOver);
  expect(await storedOf(id)).toEqual({ events: [], steps: [] });
});

test("a cancelled run stops at its next write, with what it has told kept", async () => {
  const id = await newRun("one");
  const journal = open(id, "one");
  journal.emit(entered("a"));
  await pool.query("UPDATE runs SET cancel_requested_at = now() WHERE id = $1", [id]);
  let worked = false;
  const step = journal.step("first", async () => {
    worked = true;
  });
  await expect(step).rejects.toMatchObject({ code: "cancelled" });
  expect(worked).toBe(false);
  expect((await storedOf(id)).events).toHaveLength(1);
});

test("a journal with nothing to store notices all the same that the run was cancelled, or taken over", async () => {
  const id = await newRun("one");
  const journal = open(id, "one");
  await journal.write();
  await pool.query("UPDATE runs SET cancel_requested_at = now() WHERE id = $1", [id]);
  await expect(journal.write()).rejects.toMatchObject({ code: "cancelled" });
  await takeOverRun(pool, "two", id);
  await expect(journal.write()).rejects.toBeInstanceOf(RunTakenOver);
});
