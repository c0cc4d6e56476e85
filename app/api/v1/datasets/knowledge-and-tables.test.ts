import { afterAll, beforeAll, expect, test } from "vitest";
import * as documentRoute from "#app/api/v1/datasets/[id]/documents/[documentId]/route.ts";
import * as documentsRoute from "#app/api/v1/datasets/[id]/documents/route.ts";
import * as datasetRoute from "#app/api/v1/datasets/[id]/route.ts";
import * as searchRoute from "#app/api/v1/datasets/[id]/search/route.ts";
import * as restoreRoute from "#app/api/v1/datasets/[id]/versions/[number]/restore/route.ts";
import * as versionsRoute from "#app/api/v1/datasets/[id]/versions/route.ts";
import * as datasetsRoute from "#app/api/v1/datasets/route.ts";
import * as memoriesRoute from "#app/api/v1/memories/route.ts";
import * as searchAllRoute from "#app/api/v1/search/route.ts";
import * as exportRoute from "#app/api/v1/tables/[name]/export/route.ts";
import * as importRoute from "#app/api/v1/tables/[name]/import/route.ts";
import * as tableRoute from "#app/api/v1/tables/[name]/route.ts";
import * as rowRoute from "#app/api/v1/tables/[name]/rows/[id]/route.ts";
import * as rowsRoute from "#app/api/v1/tables/[name]/rows/route.ts";
import * as tablesRoute from "#app/api/v1/tables/route.ts";
import { closeDatabase, database } from "#db/client.server.ts";
import { upsertMemory } from "#db/queries/memories.server.ts";
import { insertToken } from "#db/queries/sessions.server.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { makeToken } from "#lib/access/tokens.server.ts";
import type { RouteHandler } from "#lib/api/handle.server.ts";
import { data } from "#lib/blueprint/templates/support-desk/data.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createDataset } from "#lib/knowledge/change-dataset.server.ts";
import { tableColumnsSchema } from "#lib/tables/columns.ts";
import { createTable } from "#lib/tables/store.server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";

let server: TestDatabase;
const workspaceId = newId();
const foreignId = newId();
const tokens = { ours: makeToken(), theirs: makeToken(), viewer: makeToken() };

beforeAll(async () => {
  server = await createTestDatabase();
  process.env.DATABASE_URL = server.url;
  const both = [workspaceId, foreignId].map((id) => ({ id, name: id }));
  await database().insert(workspaces).values(both);
  const give = (id: string, token: typeof tokens.ours, role: string) =>
    insertToken(database(), id, { name: role, prefix: token.prefix, tokenHash: token.hash, role });
  await give(workspaceId, tokens.ours, "owner");
  await give(workspaceId, tokens.viewer, "viewer");
  await give(foreignId, tokens.theirs, "owner");
  await database().transaction(async (tx) => {
    for (const { key, ...dataset } of data.datasets)
      await createDataset(tx, workspaceId, { ...dataset, slug: key });
    for (const table of data.tables)
      await createTable(tx, workspaceId, { ...table, columns: tableColumnsSchema.parse(table.columns) });
  });
});

afterAll(async () => {
  await closeDatabase();
  await server?.close();
});

type Call = {
  params?: Record<string, string>;
  query?: string;
  json?: unknown;
  body?: BodyInit;
  type?: string;
  as?: keyof typeof tokens;
};

async function call(handler: RouteHandler, method: string, given: Call = {}) {
  const headers = new Headers({ authorization: `Bearer ${tokens[given.as ?? "ours"].value}` });
  if (given.json !== undefined) headers.set("content-type", "application/json");
  if (given.type) headers.set("content-type", given.type);
  const body = given.json === undefined ? given.body : JSON.stringify(given.json);
  const url = `http://127.0.0.1/api${given.query ?? ""}`;
  const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const response = await handler(request, { params: Promise.resolve(given.params ?? {}) });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined };
}

test("a dataset grows by JSON and files, is searched, goes back and is deleted", async () => {
  const created = await call(datasetsRoute.POST, "POST", { json: { name: "Garden guide" } });
  expect(created).toMatchObject({
    status: 201,
    json: { slug: "garden-guide", version: 0, documentCount: 0 },
  });
  const params = { id: "garden-guide" };
  const json = { title: "Tomatoes", text: "# Watering\n\nWater tomatoes every morning." };
  const added = await call(documentsRoute.POST, "POST", { params, json });
  expect(added).toMatchObject({
    status: 201,
    json: { version: 1, warnings: [], items: [{ mediaType: "text/markdown" }] },
  });
  const form = new FormData();
  form.append("file", new File(["name,height\nOak,30\nBirch\n"], "trees.csv", { type: "text/csv" }));
  form.append("file", new File(["<p>Roses like sun.</p>"], "roses.html", { type: "text/html" }));
  const uploaded = await call(documentsRoute.POST, "POST", { params, body: form });
  expect(uploaded).toMatchObject({ status: 201, json: { version: 2, warnings: [{ document: "trees" }] } });
  const found = await call(searchRoute.GET, "GET", { params, query: "?q=when+to+water+tomatoes" });
  expect(found.json).toMatchObject({
    version: 2,
    items: [{ documentTitle: "Tomatoes", heading: "Watering" }],
  });
  expect(found.json.items[0].score).toBeGreaterThan(0);
  const [first] = added.json.items;
  const opened = await call(documentRoute.GET, "GET", { params: { ...params, documentId: first.id } });
  expect(opened.json).toMatchObject({ text: json.text, passages: [{ ordinal: 0 }] });
  const removed = await call(documentRoute.DELETE, "DELETE", { params: { ...params, documentId: first.id } });
  expect(removed.json).toEqual({ version: 3, changed: true });
  const restored = await call(restoreRoute.POST, "POST", { params: { ...params, number: "1" } });
  expect(restored).toMatchObject({ status: 201, json: { version: 4 } });
  const versions = await call(versionsRoute.GET, "GET", { params, query: "?limit=2" });
  expect(versions.json).toMatchObject({ items: [{ number: 4 }, { number: 3 }], nextCursor: "3" });
  const renamed = await call(datasetRoute.PATCH, "PATCH", { params, json: { name: "Garden" } });
  expect(renamed.json).toMatchObject({ name: "Garden", slug: "garden-guide", documentCount: 1 });
  expect((await call(datasetRoute.DELETE, "DELETE", { params })).status).toBe(204);
  expect((await call(datasetRoute.GET, "GET", { params })).status).toBe(404);
});

test("what cannot be stored is refused by name", async () => {
  const params = { id: "store-policies" };
  const nul = await call(documentsRoute.POST, "POST", { params, json: { title: "x", text: "a\u0000b" } });
  expect(nul).toMatchObject({ status: 400, json: { error: { details: [{ path: "text" }] } } });
  const form = new FormData();
  form.append("file", new File([new Uint8Array([0xc3, 0x28])], "notes.txt"));
  const broken = await call(documentsRoute.POST, "POST", { params, body: form });
  expect(broken).toMatchObject({ status: 400, json: { error: { details: [{ path: "file.0" }] } } });
  const unknown = await call(documentsRoute.POST, "POST", {
    params,
    json: { title: "x", text: "y", colour: 1 },
  });
  expect(unknown.status).toBe(400);
  expect((await call(documentsRoute.POST, "POST", { params })).status).toBe(400);
});

test("another workspace sees nothing, a viewer changes nothing", async () => {
  const params = { id: "store-policies" };
  expect((await call(datasetRoute.GET, "GET", { params, as: "theirs" })).status).toBe(404);
  expect((await call(searchRoute.GET, "GET", { params, query: "?q=returns", as: "theirs" })).status).toBe(
    404,
  );
  const table = { name: "orders" };
  expect((await call(rowsRoute.GET, "GET", { params: table, as: "theirs" })).status).toBe(404);
  expect((await call(tableRoute.DELETE, "DELETE", { params: table, as: "viewer" })).status).toBe(403);
  expect((await call(datasetRoute.DELETE, "DELETE", { params, as: "viewer" })).status).toBe(403);
  expect((await call(rowsRoute.GET, "GET", { params: table, as: "viewer" })).status).toBe(200);
});

test("the starter data is listed and found", async () => {
  const listed = await call(datasetsRoute.GET, "GET");
  expect(listed.json.items).toMatchObject([{ slug: "store-policies", version: 1, documentCount: 8 }]);
  const found = await call(searchAllRoute.GET, "GET", { query: "?q=return+within+30+days&limit=2" });
  expect(found.json.items[0]).toMatchObject({
    documentTitle: "Returns within 30 days",
    datasetName: "Store policies",
  });
  const rows = await call(rowsRoute.GET, "GET", { params: { name: "orders" }, query: "?number=%231042" });
  expect(rows.json.items).toMatchObject([
    { values: { customer: "Mira Okafor", total: 129, status: "delivered" } },
  ]);
  const where = encodeURIComponent('{"status":"SHIPPED"}');
  const some = await call(rowsRoute.GET, "GET", {
    params: { name: "orders" },
    query: `?limit=2&where=${where}`,
  });
  expect(some.json.items).toHaveLength(2);
  const query = `?where=${where}&cursor=${some.json.nextCursor}`;
  const rest = await call(rowsRoute.GET, "GET", { params: { name: "orders" }, query });
  expect(rest.json).toMatchObject({ items: [{ values: { number: 1050 } }, { values: { number: 1051 } }] });
  expect(rest.json.nextCursor).toBeUndefined();
});

test("a table is made, filled, changed, exported and imported", async () => {
  const columns = [
    { name: "email", type: "email", required: true },
    { name: "visits", type: "integer" },
  ];
  const params = { name: "guests" };
  const created = await call(tablesRoute.POST, "POST", {
    json: { name: "guests", title: "Guests", columns },
  });
  expect(created).toMatchObject({ status: 201, json: { rowCount: 0 } });
  expect((await call(tablesRoute.POST, "POST", { json: { name: "guests", columns } })).status).toBe(409);
  const wrong = await call(rowsRoute.POST, "POST", { params, json: { values: { email: "no", age: 1 } } });
  const paths = wrong.json.error.details.map((detail: { path: string }) => detail.path);
  expect([wrong.status, paths]).toEqual([400, ["values.email", "values.age"]]);
  const row = await call(rowsRoute.POST, "POST", {
    params,
    json: { values: { email: "A@b.de", visits: "3" } },
  });
  expect(row).toMatchObject({ status: 201, json: { values: { email: "a@b.de", visits: 3 }, revision: 1 } });
  const rowParams = { ...params, id: row.json.id };
  const patched = await call(rowRoute.PATCH, "PATCH", {
    params: rowParams,
    json: { values: { visits: 4 }, revision: 1 },
  });
  expect(patched.json).toMatchObject({ values: { email: "a@b.de", visits: 4 }, revision: 2 });
  const stale = await call(rowRoute.PATCH, "PATCH", {
    params: rowParams,
    json: { values: { visits: 5 }, revision: 1 },
  });
  expect(stale.status).toBe(409);
  const csv = "email,visits\nc@d.de,1\ne@f.de\n";
  const ragged = await call(importRoute.POST, "POST", { params, body: csv, type: "text/csv" });
  expect(ragged).toMatchObject({ status: 400, json: { error: { details: [{ path: "rows.3" }] } } });
  expect((await call(tableRoute.GET, "GET", { params })).json.rowCount).toBe(1);
  const partial = await call(importRoute.POST, "POST", {
    params,
    body: csv,
    type: "text/csv",
    query: "?partial=true",
  });
  expect(partial).toMatchObject({ status: 201, json: { imported: 1, rejected: [{ path: "rows.3" }] } });
  const exported = await call(exportRoute.GET, "GET", { params });
  expect(exported.text).toBe("email,visits\r\na@b.de,4\r\nc@d.de,1\r\n");
  const fewer = await call(tableRoute.PATCH, "PATCH", { params, json: { columns: [columns[0]] } });
  expect(fewer).toMatchObject({ status: 200, json: { rowCount: 2 } });
  const stricter = [columns[0], { name: "city", type: "text", required: true }];
  expect((await call(tableRoute.PATCH, "PATCH", { params, json: { columns: stricter } })).status).toBe(409);
  expect((await call(rowRoute.DELETE, "DELETE", { params: rowParams })).status).toBe(204);
  expect((await call(rowRoute.GET, "GET", { params: rowParams })).status).toBe(404);
  expect((await call(tableRoute.DELETE, "DELETE", { params })).status).toBe(204);
});

test("memories are kept per scope and forgotten on request", async () => {
  const place = { blueprintId: newId(), scope: "contact", scopeId: "mira" } as const;
  await upsertMemory(database(), workspaceId, { ...place, key: "name", value: "Mira" });
  await upsertMemory(database(), workspaceId, { ...place, key: "name", value: "Mira Okafor" });
  await upsertMemory(database(), workspaceId, { ...place, scopeId: "jan", key: "name", value: "Jan" });
  const listed = await call(memoriesRoute.GET, "GET", { query: "?scope=contact&scopeId=mira" });
  expect(listed.json.items).toMatchObject([{ key: "name", value: "Mira Okafor" }]);
  const query = `?scope=contact&scopeId=mira&blueprintId=${place.blueprintId}`;
  expect((await call(memoriesRoute.DELETE, "DELETE", { query })).json).toEqual({ deleted: 1 });
  const left = await call(memoriesRoute.GET, "GET");
  expect(left.json.items).toMatchObject([{ value: "Jan" }]);
});
