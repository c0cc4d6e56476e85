import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "#db/client.server.ts";
import { counterOf, expireHolds, raiseLimit, reserve, settle } from "#db/queries/budget-ledger.server.ts";
import {
  deleteBudget,
  enabledBudgets,
  insertBudget,
  type LedgerPlace,
  listEntries,
} from "#db/queries/budgets.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";

let server: TestDatabase;
let opened: ReturnType<typeof openDatabase>;
const workspaceId = newId();

beforeAll(async () => {
  server = await createTestDatabase();
  opened = openDatabase(server.url, 16);
  await opened.handle.insert(workspaces).values({ id: workspaceId, name: "Ours" });
});

afterAll(async () => {
  await opened?.pool.end();
  await server?.close();
});

async function makeBudget(amount: number): Promise<string> {
  return insertBudget(opened.handle, workspaceId, {
    name: "All",
    scope: "workspace",
    blueprintId: null,
    nodeId: null,
    contactId: null,
    period: "total",
    measure: "tokens",
    amount,
    warnAt: 0.8,
    onLimit: "stop",
    cheaperModel: null,
    ceiling: null,
    unpriced: "refuse",
    approverRole: "owner",
    enabled: true,
  });
}

async function makeCounter(amount: number): Promise<string> {
  const budgetId = await makeBudget(amount);
  const counter = { budgetId, subject: "", periodKey: "total", startsAt: new Date(), endsAt: null };
  const made = await counterOf(opened.pool, workspaceId, counter);
  expect(await counterOf(opened.pool, workspaceId, counter)).toBe(made);
  return made ?? "";
}

const entryOf = (owner: string, step: string, expiresInMs = 60_000) => ({
  ownerId: owner,
  step,
  workspaceId,
  runId: null,
  nodeId: null,
  kind: "model" as const,
  what: "m",
  expiresInMs,
});
const want = (counterId: string, amount: number, cap: number, isLetPast = false) => ({
  counterId,
  amount,
  cap,
  isLetPast,
});
const took = (counterId: string, actual: number, cap: number) => ({ counterId, actual, cap, warnAt: 0.8 });

async function read(counterId: string) {
  const { rows } = await opened.pool.query<{ spent: string; reserved: string; held: string; taken: string }>(
    `SELECT spent, reserved,
       (SELECT coalesce(sum(amount), 0) FROM budget_entries WHERE counter_id = c.id AND state = 'held') AS held,
       (SELECT coalesce(sum(actual), 0) FROM budget_entries WHERE counter_id = c.id AND state IN ('settled', 'expired')) AS taken
     FROM budget_counters c WHERE id = $1`,
    [counterId],
  );
  const [row] = rows;
  return {
    spent: Number(row?.spent),
    reserved: Number(row?.reserved),
    held: Number(row?.held),
    taken: Number(row?.taken),
  };
}

type Command = { do: "reserve" | "lapse" | "settle" | "expire"; step: number; amount: number };

const command: fc.Arbitrary<Command> = fc.record({
  do: fc.constantFrom("reserve", "reserve", "lapse", "settle", "settle", "expire"),
  step: fc.integer({ min: 0, max: 5 }),
  amount: fc.integer({ min: 0, max: 60 }),
});

describe("the ledger of budgets", () => {
  it("keeps spent and reserved equal to its entries, whatever is reserved, settled, repeated or left to expire", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 25 }), async (commands) => {
        const counterId = await makeCounter(100);
        const run = async (one: Command) => {
          const step = `turn ${one.step}`;
          if (one.do === "settle")
            await settle(opened.pool, [took(counterId, one.amount, 100)], entryOf("run", step));
          else if (one.do === "expire") await expireHolds(opened.pool);
          else
            await reserve(
              opened.pool,
              [want(counterId, one.amount, 100)],
              entryOf("run", step, one.do === "lapse" ? -1000 : 60_000),
            );
          const now = await read(counterId);
          expect(now.reserved).toBe(now.held);
          expect(now.spent).toBe(now.taken);
        };
        for (const one of commands) await run(one);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps them equal when everything happens at the same time, over several counters in any order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 40 }), async (commands) => {
        const counters = [await makeCounter(150), await makeCounter(150)];
        await Promise.all(
          commands.map(async (one, index) => {
            const ids = index % 2 === 0 ? counters : counters.toReversed();
            const step = `turn ${one.step}`;
            if (one.do === "settle")
              await settle(
                opened.pool,
                ids.map((id) => took(id, one.amount, 150)),
                entryOf("run", step),
              );
            else if (one.do === "expire") await expireHolds(opened.pool);
            else
              await reserve(
                opened.pool,
                ids.map((id) => want(id, one.amount, 150)),
                entryOf("run", step, one.do === "lapse" ? -1000 : 60_000),
              );
          }),
        );
        for (const id of counters) {
          const now = await read(id);
          expect(now.reserved).toBe(now.held);
          expect(now.spent).toBe(now.taken);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("lets fifty callers at once have exactly what there is, and nobody more", async () => {
    const counterId = await makeCounter(100);
    const standings = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        reserve(opened.pool, [want(counterId, 7, 100)], entryOf(`run ${index}`, "turn 1")),
      ),
    );
    expect(standings.filter(([one]) => one?.fits)).toHaveLength(14);
    expect(await read(counterId)).toMatchObject({ reserved: 98, held: 98 });
  });

  it("takes from all counters or from none", async () => {
    const wide = await makeCounter(1000);
    const narrow = await makeCounter(5);
    await reserve(opened.pool, [want(wide, 10, 1000), want(narrow, 10, 5)], entryOf("run", "turn 1"));
    expect(await read(wide)).toMatchObject({ reserved: 0 });
    expect(await read(narrow)).toMatchObject({ reserved: 0 });
  });

  it("keeps what a call took that was cut off before its result was stored, beside the call made in its place", async () => {
    const counterId = await makeCounter(100);
    // Cut off in mid-call: nobody knows what it took, so what was reserved counts.
    await reserve(opened.pool, [want(counterId, 30, 100)], entryOf("run", "turn 1"));
    await reserve(opened.pool, [want(counterId, 30, 100)], entryOf("run", "turn 1"));
    expect(await read(counterId)).toMatchObject({ reserved: 30, spent: 30 });
    // Cut off between the call and its stored step: what it took is known.
    await settle(opened.pool, [took(counterId, 20, 100)], entryOf("run", "turn 1"));
    await reserve(opened.pool, [want(counterId, 30, 100)], entryOf("run", "turn 1"));
    expect(await read(counterId)).toMatchObject({ reserved: 30, spent: 50 });
    await settle(opened.pool, [took(counterId, 25, 100)], entryOf("run", "turn 1"));
    expect(await read(counterId)).toMatchObject({ reserved: 0, spent: 75, taken: 75 });
    const [refused] = await reserve(opened.pool, [want(counterId, 30, 100)], entryOf("run", "turn 1"));
    expect(refused?.fits).toBe(false);
    expect(await read(counterId)).toMatchObject({ reserved: 0, spent: 75, taken: 75 });
  });

  it("charges a call that was cut off even where there is no room to make it again", async () => {
    const counterId = await makeCounter(100);
    await reserve(opened.pool, [want(counterId, 60, 100)], entryOf("run", "turn 1"));
    for (let attempt = 0; attempt < 2; attempt++) {
      const [refused] = await reserve(opened.pool, [want(counterId, 60, 100)], entryOf("run", "turn 1"));
      expect(refused?.fits).toBe(false);
      expect(await read(counterId)).toMatchObject({ reserved: 0, spent: 60, taken: 60 });
    }
  });

  it("counts a settlement that is repeated once, and the later figure holds", async () => {
    const counterId = await makeCounter(100);
    await reserve(opened.pool, [want(counterId, 30, 100)], entryOf("run", "turn 1"));
    for (const actual of [20, 25])
      await settle(opened.pool, [took(counterId, actual, 100)], entryOf("run", "turn 1"));
    expect(await read(counterId)).toMatchObject({ reserved: 0, spent: 25 });
  });

  it("refuses even a free call under a limit of zero, and lets it past where a person said so", async () => {
    const counterId = await makeCounter(0);
    const [refused] = await reserve(opened.pool, [want(counterId, 0, 0)], entryOf("run", "turn 1"));
    expect(refused?.fits).toBe(false);
    const [letPast] = await reserve(opened.pool, [want(counterId, 9, 0, true)], entryOf("run", "turn 1"));
    expect(letPast?.fits).toBe(true);
  });

  it("lets a call that takes nothing through a limit that is used up", async () => {
    const counterId = await makeCounter(10);
    await reserve(opened.pool, [want(counterId, 10, 10)], entryOf("run", "turn 1"));
    const [refused] = await reserve(opened.pool, [want(counterId, 1, 10)], entryOf("run", "turn 2"));
    const [free] = await reserve(opened.pool, [want(counterId, 0, 10)], entryOf("run", "turn 3"));
    expect([refused?.fits, free?.fits]).toEqual([false, true]);
  });

  it("charges what a dead worker held, until a late settlement says what it was", async () => {
    const counterId = await makeCounter(100);
    await reserve(opened.pool, [want(counterId, 80, 100)], entryOf("run", "turn 1", -1));
    expect(await expireHolds(opened.pool)).toBeGreaterThan(0);
    expect(await read(counterId)).toMatchObject({ reserved: 0, spent: 80, taken: 80 });
    const [refused] = await reserve(opened.pool, [want(counterId, 30, 100)], entryOf("other", "turn 1"));
    expect(refused?.fits).toBe(false);
    const [warned] = await settle(opened.pool, [took(counterId, 85, 100)], entryOf("run", "turn 1"));
    expect(warned).toMatchObject({ spent: 85, hasWarned: true });
    await reserve(opened.pool, [want(counterId, 1, 100)], entryOf("run", "turn 2"));
    const [quiet] = await settle(opened.pool, [took(counterId, 1, 100)], entryOf("run", "turn 2"));
    expect(quiet).toMatchObject({ spent: 86, hasWarned: false });
  });

  it("is read page by page without leaving out what was entered in the same moment", async () => {
    const counterId = await makeCounter(100);
    await opened.pool.query(
      `INSERT INTO budget_entries (counter_id, owner_id, step, workspace_id, kind, what, amount, state, expires_at)
       SELECT $1, 'run', 'turn ' || n, $2, 'model', 'm', 1, 'held', now() FROM generate_series(1, 7) n`,
      [counterId, workspaceId],
    );
    const { rows } = await opened.pool.query("SELECT budget_id AS id FROM budget_counters WHERE id = $1", [
      counterId,
    ]);
    const seen: string[] = [];
    let after: LedgerPlace | undefined;
    do {
      const found = await listEntries(opened.handle, workspaceId, rows[0].id, { limit: 2, after });
      const page = found.slice(0, 2);
      seen.push(...page.map(({ entry }) => entry.step));
      const last = found.length > 2 ? page.at(-1) : undefined;
      after = last && { ...last.entry, at: last.at };
    } while (after);
    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, at) => `turn ${at + 1}`));
  });

  it("raises a limit once per key", async () => {
    const counterId = await makeCounter(10);
    const raise = { counterId, workspaceId, runId: newId(), key: "raise turn 1", amount: 5, by: "Ada" };
    await raiseLimit(opened.pool, raise);
    await raiseLimit(opened.pool, raise);
    const [standing] = await reserve(opened.pool, [want(counterId, 15, 10)], entryOf("run", "turn 1"));
    expect(standing).toMatchObject({ cap: 15, fits: true });
  });

  it("tells of every change of the budgets, and forgets the ledger of one that is deleted", async () => {
    const before = await enabledBudgets(opened.pool, workspaceId);
    const id = await makeBudget(7);
    const after = await enabledBudgets(opened.pool, workspaceId);
    expect(after.epoch).toBe(before.epoch + 1);
    expect(after.rows.at(-1)).toMatchObject({ id, amount: 7, warnAt: expect.closeTo(0.8), onLimit: "stop" });
    await deleteBudget(opened.handle, workspaceId, id);
    const counter = { budgetId: id, subject: "", periodKey: "total", startsAt: new Date(), endsAt: null };
    expect(await counterOf(opened.pool, workspaceId, counter)).toBeNull();
  });
});
