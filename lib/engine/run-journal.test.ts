import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeOverRun } from "#db/queries/run-work.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { openRunJournal, type RunJournal, RunTakenOver, type StepResult } from "./run-journal.server.ts";

let database: TestDatabase;
let pool: pg.Pool;
const workspaceId = randomUUID();
const blueprintId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  // The database is dropped right after the pool's end, which may reach a socket that is still closing.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
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

const places = fc.array(fc.constantFrom("", "a", "b"), { maxLength: 30 });

test("work side by side: whatever the order before and after a crash, each event has one number, in its own order", async () => {
  await fc.assert(
    fc.asyncProperty(places, places, fc.nat(30), async (before, after, cut) => {
      const emitted = (journal: RunJournal, order: string[]) => {
        const counts = new Map<string, number>();
        for (const within of order) {
          const count = (counts.get(within) ?? 0) + 1;
          counts.set(within, count);
          journal.emit({ ...entered(`${within}${count}`), ...(within === "" ? {} : { within }) });
        }
        return journal.drain().events;
      };
      // What was written before the crash, and then the whole run again with its lanes in another order.
      const whole = [...before, ...after];
      const stored = emitted(open("none", "one"), whole).slice(0, cut);
      const logged = [
        { seq: 1, within: "" },
        ...stored.map(({ seq, event }) => ({ seq, within: event.within ?? "" })),
      ];
      const again = openRunJournal(
        pool,
        { id: "none", workspaceId, workerId: "two" },
        new Map(),
        (one) => one,
        logged,
      );
      const kept = new Map(stored.map(({ seq, event }) => [seq, event]));
      for (const { seq, event } of emitted(again, [...after, ...before])) {
        const known = kept.get(seq);
        if (known) expect(event).toEqual(known);
        else kept.set(seq, event);
      }
      const numbers = [...kept.keys()].sort((one, other) => one - other);
      expect(numbers).toEqual(whole.map((_, index) => index + 2));
      const told = numbers.flatMap((seq) => {
        const event = kept.get(seq);
        return event?.type === "node.entered" ? [event.nodeId] : [];
      });
      expect(new Set(told).size).toBe(whole.length);
      for (const lane of ["a", "b"]) {
        const own = told.filter((name) => name.startsWith(lane));
        expect(own).toEqual(own.map((_, index) => `${lane}${index + 1}`));
      }
    }),
  );
});
