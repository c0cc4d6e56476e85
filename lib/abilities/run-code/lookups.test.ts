import { expect, test } from "vitest";
import type { AbilityContext, TableRowChange, TableWrite } from "../execute-ability.ts";
import { runCodeDefinition } from "./definition.ts";
import { runCodeExecutor } from "./execute.server.ts";
import { lookupProblems, readLookup } from "./lookups.ts";

test("a lookup leans on an argument, an earlier row or a word of the author", () => {
  expect(
    readLookup("open", 'orders where number = order_number and state = rule.state and status = "is open"'),
  ).toEqual({
    name: "open",
    table: "orders",
    by: [
      { column: "number", from: { argument: "order_number" } },
      { column: "state", from: { lookup: "rule", column: "state" } },
      { column: "status", from: { value: "is open" } },
    ],
  });
});

test.each([
  ["orders", /Write it as/],
  ["orders where number", /must be column = value/],
  ["orders where number = (select 1)", /must be column = value/],
  ["orders where number = nobody", /not among what the agent fills/],
  ["orders where number = later.number", /No lookup “later”/],
])("%s is refused with words", (value, message) => {
  expect(lookupProblems([{ name: "order", value }], ["number"])).toMatchObject([
    { index: 0, message: expect.stringMatching(message) },
  ]);
});

const settings = (given: object) =>
  runCodeDefinition.settings.parse({
    inputs: [{ name: "number" }, { name: "due" }],
    lookups: [
      { name: "order", value: "orders where number = number" },
      { name: "rule", value: "rules where state = order.state" },
    ],
    writes: ["refunds"],
    agree: ["due"],
    code: `const [order] = input.order;
      if (!order) return { refuse: "There is no such order." };
      const due = order.paid * input.rule[0].share;
      return { result: { due }, write: [{ table: input.table ?? "refunds", insert: { due } }] };`,
    ...given,
  });

function world() {
  const asked: unknown[] = [];
  const written: TableWrite[] = [];
  const rows: Record<string, Record<string, unknown>[]> = {
    orders: [{ number: 7, state: "TX", paid: 10 }],
    rules: [{ state: "TX", share: 0.5 }],
  };
  const tables: Partial<AbilityContext["tables"]> = {
    find: async (table, match) => {
      asked.push({ table, ...match });
      return match.number === 8 ? [] : (rows[table] ?? []);
    },
    writeAll: async (writes) => {
      written.push(...writes);
      return writes.map(
        ({ table }): TableRowChange => ({ table, rowId: "r", before: null, after: {}, revision: 1 }),
      );
    },
  };
  const context = { signal: new AbortController().signal, tables } as unknown as AbilityContext;
  return { asked, written, context };
}

test("facts come from the tables, what is stated must agree, and what is written can be undone", async () => {
  const { asked, written, context } = world();
  const done = await runCodeExecutor.act(context, settings({}), { number: 7, due: 5 });
  expect(done).toMatchObject({ result: { result: { due: 5 } }, undo: [{ table: "refunds", rowId: "r" }] });
  expect(asked).toEqual([
    { table: "orders", number: 7 },
    { table: "rules", state: "TX" },
  ]);
  expect(written).toEqual([{ table: "refunds", insert: { due: 5 } }]);
  expect(runCodeDefinition.refine?.(settings({}))).toEqual({ effect: "write" });
});

test.each([
  ["another number than the code's", {}, { number: 7, due: 6 }, /due was given as 6, but comes to 5/],
  ["a record that is not there", {}, { number: 8, due: 5 }, /no such order/],
  ["a table it may not write", { writes: ["others"] }, { number: 7, due: 5 }, /refunds, which it may not/],
  ["code that returns something else", { code: "return 5;" }, { number: 7, due: 5 }, /must return/],
])("%s writes nothing and says why", async (_what, more, args, message) => {
  const { written, context } = world();
  const done = await runCodeExecutor.act(context, settings(more), args);
  expect(done).toMatchObject({ isError: true, result: { error: expect.stringMatching(message) } });
  expect(written).toEqual([]);
});

test("code an agent wrote gets no rows and writes none", async () => {
  const { asked, written, context } = world();
  const given = settings({ source: "agent" });
  expect(runCodeDefinition.check(given)).toMatchObject([{ severity: "error", field: "source" }]);
  expect(runCodeDefinition.refine?.(given)).toEqual({});
  const code = "return { result: {}, write: [{ table: 'refunds', insert: {} }] };";
  await runCodeExecutor.act(context, given, { code });
  expect([asked, written]).toEqual([[], []]);
});
