import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "#db/client.server.ts";
import { deleteTable } from "#db/queries/tables.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { tableColumnsSchema } from "./columns.ts";
import {
  createTable,
  findRows,
  insertRow,
  insertRows,
  requireTable,
  restoreRow,
  updateRow,
} from "./store.server.ts";

let server: TestDatabase;
let opened: ReturnType<typeof openDatabase>;
const workspaceId = newId();
const columns = tableColumnsSchema.parse([
  { name: "number", type: "integer", required: true },
  { name: "code", type: "text" },
  { name: "customer", type: "text" },
  { name: "email", type: "email" },
  { name: "total", type: "money" },
  { name: "status", type: "enum", options: ["open", "refunded"] },
  { name: "ordered_on", type: "date" },
]);
const rows = [
  {
    number: 1042,
    code: "#1042",
    customer: "Mira Okafor",
    email: "Mira@Example.com",
    total: "129.00",
    status: "open",
  },
  {
    number: 1043,
    code: "A-1043",
    customer: "Jan Novak",
    email: "jan@example.com",
    total: 49.5,
    ordered_on: "2026-10-01",
  },
];

beforeAll(async () => {
  server = await createTestDatabase();
  opened = openDatabase(server.url, 4);
  await opened.handle.insert(workspaces).values({ id: workspaceId, name: "Ours" });
});

beforeEach(async () => {
  const { handle } = opened;
  await createTable(handle, workspaceId, { name: "orders", title: "Orders", columns, rows });
  return async () => {
    const table = await requireTable(handle, workspaceId, "orders");
    await deleteTable(handle, workspaceId, table.id);
  };
});

afterAll(async () => {
  await opened?.pool.end();
  await server?.close();
});

const notFound = expect.objectContaining({ code: "not_found" });
const conflict = expect.objectContaining({ code: "conflict" });

test.each([
  [{ number: "1042" }],
  [{ number: "#1042" }],
  [{ number: "order 1042" }],
  [{ number: "Order #1042." }],
  [{ number: 1042 }],
  [{ code: "1042" }],
  [{ code: 1042 }],
  [{ code: "order no. 1042" }],
  [{ customer: "mira okafor" }],
  [{ email: "MIRA@example.COM" }],
  [{ total: "€129" }],
  [{ status: "OPEN", number: "1042" }],
])("finds the order by %j", async (match) => {
  const found = await findRows(opened.handle, workspaceId, "orders", match, { limit: 5 });
  expect(found).toMatchObject([{ number: 1042, email: "mira@example.com", total: 129 }]);
});

test("finds by words, by absence, and nothing where nothing matches", async () => {
  const find = (match: Record<string, unknown>, text?: string) =>
    findRows(opened.handle, workspaceId, "orders", match, { limit: 5, ...(text ? { text } : {}) });
  expect(await find({}, "novak JAN")).toMatchObject([{ number: 1043 }]);
  expect(await find({ ordered_on: null })).toMatchObject([{ number: 1042 }]);
  expect(await find({ number: "no such" })).toEqual([]);
  expect(await find({ customer: "100%" })).toEqual([]);
  await expect(find({ colour: "red" })).rejects.toEqual(expect.objectContaining({ code: "invalid_input" }));
  await expect(findRows(opened.handle, newId(), "orders", {}, { limit: 5 })).rejects.toEqual(notFound);
});

test("an update gives what its undo needs, and the undo refuses after another change", async () => {
  const { handle } = opened;
  const change = await updateRow(handle, workspaceId, "orders", { number: "#1042" }, { status: "Refunded" });
  expect(change).toMatchObject({
    before: { status: "open" },
    after: { status: "refunded", total: 129 },
    revision: 2,
  });
  await restoreRow(handle, workspaceId, "orders", change);
  expect(await findRows(handle, workspaceId, "orders", { number: 1042 }, { limit: 1 })).toEqual([
    change.before,
  ]);
  const next = await updateRow(handle, workspaceId, "orders", { number: 1042 }, { status: "refunded" });
  await updateRow(handle, workspaceId, "orders", { number: 1042 }, { customer: "M. Okafor" });
  const undo = restoreRow(handle, workspaceId, "orders", next);
  await expect(undo).rejects.toEqual(conflict);
});

test("two changes of one row are undone one after the other, the last first", async () => {
  const { handle } = opened;
  await insertRow(handle, workspaceId, "orders", { number: 77, customer: "Ada" });
  const before = await findRows(handle, workspaceId, "orders", { number: 77 }, { limit: 1 });
  const first = await updateRow(handle, workspaceId, "orders", { number: 77 }, { customer: "Bea" });
  const second = await updateRow(handle, workspaceId, "orders", { number: 77 }, { customer: "Cleo" });
  await expect(restoreRow(handle, workspaceId, "orders", first)).rejects.toEqual(conflict);
  for (const change of [second, first]) await restoreRow(handle, workspaceId, "orders", change);
  expect(await findRows(handle, workspaceId, "orders", { number: 77 }, { limit: 1 })).toEqual(before);
});

test("a row that points at another table needs its row there", async () => {
  const { handle } = opened;
  const shops = tableColumnsSchema.parse([
    { name: "city", type: "text", references: { table: "towns", column: "name" } },
  ]);
  const towns = tableColumnsSchema.parse([
    { name: "name", type: "text" },
    { name: "near", type: "text", references: { table: "towns", column: "name" } },
  ]);
  await createTable(handle, workspaceId, { name: "shops", title: "Shops", columns: shops });
  const shop = (city: string | null) => insertRow(handle, workspaceId, "shops", { city });
  await expect(shop("Delft")).rejects.toMatchObject({ code: "invalid_input" });
  await createTable(handle, workspaceId, {
    name: "towns",
    title: "Towns",
    columns: towns,
    rows: [
      { name: "Delft", near: "Gouda" },
      { name: "Gouda", near: null },
    ],
  });
  await shop("Delft");
  await shop(null);
  await expect(shop("Nowhere")).rejects.toThrow("No row of towns has name “Nowhere”");
  await expect(
    updateRow(handle, workspaceId, "shops", { city: "Delft" }, { city: "Nowhere" }),
  ).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("many rows that point elsewhere are checked together, however their cells are written", async () => {
  const { handle } = opened;
  const count = 300;
  const kinds = [
    { type: "text", there: (at: number) => `# Town ${at}`, asked: (at: number) => `town ${at}` },
    { type: "integer", there: (at: number) => at, asked: (at: number) => at },
    { type: "date", there: dayOf, asked: dayOf },
  ] as const;
  for (const { type, there, asked } of kinds) {
    const name = `wards_${type}`;
    const near = { table: name, column: "name" };
    await createTable(handle, workspaceId, {
      name,
      title: name,
      columns: tableColumnsSchema.parse([{ name: "name", type }]),
      rows: Array.from({ length: count }, (_, at) => ({ name: there(at) })),
    });
    const columns = tableColumnsSchema.parse([{ name: "near", type, references: near }]);
    const table = await createTable(handle, workspaceId, { name: `${name}_shops`, title: name, columns });
    const shops = (from: number) =>
      insertRows(
        handle,
        workspaceId,
        table,
        Array.from({ length: count }, (_, at) => ({ near: asked(at + from) })),
      );
    const asking = vi.spyOn(opened.pool, "query");
    await shops(0);
    expect(asking.mock.calls.length).toBeLessThan(20);
    asking.mockRestore();
    await expect(shops(1)).rejects.toThrow(`No row of ${name} has name “${asked(count)}”`);
  }
});

const dayOf = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);

test("an insert is undone by removing the row", async () => {
  const { handle } = opened;
  const added = await insertRow(handle, workspaceId, "orders", { number: 7 });
  expect(added).toMatchObject({ before: null, after: { number: 7, customer: null }, revision: 1 });
  await restoreRow(handle, workspaceId, "orders", added);
  expect(await findRows(handle, workspaceId, "orders", { number: 7 }, { limit: 1 })).toEqual([]);
  await expect(restoreRow(handle, workspaceId, "orders", added)).rejects.toEqual(conflict);
});

test("an update refuses none, several and wrong values", async () => {
  const { handle } = opened;
  const update = (match: Record<string, unknown>, values: Record<string, unknown>) =>
    updateRow(handle, workspaceId, "orders", match, values);
  await expect(update({ number: 5 }, { status: "open" })).rejects.toEqual(notFound);
  await insertRow(handle, workspaceId, "orders", { number: 8, customer: "jan novak" });
  await expect(update({ customer: "Jan Novak" }, { status: "open" })).rejects.toEqual(conflict);
  await expect(update({ number: 1042 }, { status: "lost", total: "much" })).rejects.toEqual(
    expect.objectContaining({
      code: "invalid_input",
      details: [
        { path: "values.status", message: "Expected one of: open, refunded." },
        { path: "values.total", message: "Expected an amount such as 129.00." },
      ],
    }),
  );
});
