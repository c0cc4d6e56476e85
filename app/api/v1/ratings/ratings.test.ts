import { afterAll, beforeAll, expect, test } from "vitest";
import * as route from "#app/api/v1/ratings/route.ts";
import { closeDatabase, database } from "#db/client.server.ts";
import { insertToken } from "#db/queries/sessions.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { ratings } from "#db/schema/people.ts";
import { conversations, runs } from "#db/schema/runs.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { makeToken } from "#lib/access/tokens.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";

let server: TestDatabase;
const ours = { workspaceId: newId(), blueprintId: newId(), token: makeToken() };
const theirs = { workspaceId: newId(), blueprintId: newId(), token: makeToken() };

type Fixture = { value: number; comment: string; at: string; version: number | null; channel: string };

// The second was given on 3 November in UTC and on the 4th in Tokyo.
const fixtures: Fixture[] = [
  { value: 1, comment: "", at: "2026-11-02T10:00:00Z", version: 1, channel: "api" },
  { value: -1, comment: "Too slow, مرحبا", at: "2026-11-03T16:00:00Z", version: 2, channel: "chat" },
  { value: 1, comment: "  ", at: "2026-11-05T10:00:00Z", version: null, channel: "api" },
];

async function fill({ workspaceId, blueprintId, token }: typeof ours, all: Fixture[]): Promise<void> {
  await database().insert(workspaces).values({ id: workspaceId, name: workspaceId });
  await insertToken(database(), workspaceId, {
    name: "test",
    role: "viewer",
    tokenHash: token.hash,
    prefix: token.prefix,
  });
  await database()
    .insert(blueprints)
    .values({ id: blueprintId, workspaceId, slug: blueprintId, name: "Desk", draft: {} });
  for (const { value, comment, at, version, channel } of all) {
    const [runId, conversationId, createdAt] = [newId(), newId(), new Date(at)];
    await database().insert(conversations).values({ id: conversationId, workspaceId, blueprintId, channel });
    const asked = { trigger: { text: `Asked at ${at}` }, answer: "Yes.", status: "succeeded" };
    await database()
      .insert(runs)
      .values({ id: runId, workspaceId, blueprintId, conversationId, version, ...asked });
    await database().insert(ratings).values({ id: newId(), workspaceId, runId, value, comment, createdAt });
  }
}

beforeAll(async () => {
  server = await createTestDatabase();
  process.env.DATABASE_URL = server.url;
  await fill(ours, fixtures);
  await fill(theirs, [
    { value: -1, comment: "theirs", at: "2026-11-03T10:00:00Z", version: 1, channel: "api" },
  ]);
});

afterAll(async () => {
  await closeDatabase();
  await server?.close();
});

async function ask(query: string): Promise<Response> {
  const request = new Request(`http://localhost/api/v1/ratings?${query}`, {
    headers: { authorization: `Bearer ${ours.token.value}` },
  });
  return route.GET(request, { params: Promise.resolve({}) });
}

const days = async (query: string) =>
  (await (await ask(query)).json()).items.map((item: { createdAt: string }) => item.createdAt.slice(8, 10));

test.each([
  ["", ["05", "03", "02"]],
  ["value=1", ["05", "02"]],
  ["value=-1", ["03"]],
  ["comment=with", ["03"]],
  ["comment=without", ["05", "02"]],
  ["version=2", ["03"]],
  ["channel=api", ["05", "02"]],
  [`blueprintId=${ours.blueprintId}`, ["05", "03", "02"]],
  [`blueprintId=${theirs.blueprintId}`, []],
  ["from=2026-11-03&to=2026-11-03", ["03"]],
  ["from=2026-11-03&to=2026-11-03&zone=Asia/Tokyo", []],
  ["to=2026-11-03", ["03", "02"]],
  ["value=1&comment=without&channel=api&version=1", ["02"]],
])("ratings by “%s” are ours alone, newest first", async (query, expected) => {
  expect(await days(query)).toEqual(expected);
});

test("a rating comes with its words, its question and its run, page by page", async () => {
  const first = await (await ask("limit=2")).json();
  expect(first.items[1]).toMatchObject({
    value: -1,
    comment: "Too slow, مرحبا",
    blueprintName: "Desk",
    version: 2,
    channel: "chat",
    question: "Asked at 2026-11-03T16:00:00Z",
    answer: "Yes.",
  });
  expect(await days(`limit=2&cursor=${first.nextCursor}`)).toEqual(["02"]);
});

test.each([
  "value=5",
  "comment=maybe",
  "from=yesterday",
  "version=0",
  "from=2026-11-03&to=2026-11-02",
  "x=1",
])("refuses %s", async (query) => {
  expect((await ask(query)).status).toBe(400);
});
