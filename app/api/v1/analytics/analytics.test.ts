import { afterAll, beforeAll, expect, test } from "vitest";
import * as route from "#app/api/v1/analytics/route.ts";
import { closeDatabase, database } from "#db/client.server.ts";
import { insertToken } from "#db/queries/sessions.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { handoffs } from "#db/schema/people.ts";
import { conversations, runs } from "#db/schema/runs.ts";
import { workspaces } from "#db/schema/workspaces.ts";
import { makeToken } from "#lib/access/tokens.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";

let server: TestDatabase;
const ours = { workspaceId: newId(), blueprintId: newId(), token: makeToken() };
const theirs = { workspaceId: newId(), blueprintId: newId(), token: makeToken() };

type Fixture = { verdict: string | null; cost: number | null; at: string; version?: number | null };

// The third run of ours is on 3 November in UTC and on the 4th in Tokyo; the last one is a draft.
const fixtures: Fixture[] = [
  { verdict: "met", cost: 0.02, at: "2026-11-02T10:00:00Z" },
  { verdict: "missed", cost: 0.04, at: "2026-11-02T11:00:00Z" },
  { verdict: "met", cost: 0.06, at: "2026-11-03T16:00:00Z" },
  { verdict: "pending", cost: 0, at: "2026-11-03T12:00:00Z" },
  { verdict: "blocked", cost: 0, at: "2026-11-03T12:30:00Z" },
  { verdict: "met", cost: null, at: "2026-11-05T12:00:00Z" },
  { verdict: "missed", cost: 9, at: "2026-11-03T13:00:00Z", version: null },
];

async function fill(of: typeof ours, all: Fixture[]): Promise<string[]> {
  const { workspaceId, blueprintId } = of;
  await database().insert(workspaces).values({ id: workspaceId, name: workspaceId });
  await insertToken(database(), workspaceId, {
    name: "test",
    role: "owner",
    tokenHash: of.token.hash,
    prefix: of.token.prefix,
  });
  await database()
    .insert(blueprints)
    .values({ id: blueprintId, workspaceId, slug: blueprintId, name: "Desk", draft: {} });
  const conversationId = newId();
  await database()
    .insert(conversations)
    .values({ id: conversationId, workspaceId, blueprintId, channel: "api" });
  const rows = all.map(({ verdict, cost, at, version = 1 }) => {
    const createdAt = new Date(at);
    return {
      id: newId(),
      workspaceId,
      blueprintId,
      conversationId,
      version,
      trigger: {},
      status: "succeeded",
      outcome: { verdict },
      usage: { inputTokens: 10, outputTokens: 5, costUsd: cost },
      createdAt,
      startedAt: createdAt,
      finishedAt: new Date(createdAt.getTime() + 2000),
    };
  });
  await database().insert(runs).values(rows);
  return rows.map(({ id }) => id);
}

beforeAll(async () => {
  server = await createTestDatabase();
  process.env.DATABASE_URL = server.url;
  const [first] = await fill(ours, fixtures);
  await fill(theirs, [{ verdict: "missed", cost: 5, at: "2026-11-02T10:00:00Z" }]);
  for (const actionId of ["one", "two"])
    await database()
      .insert(handoffs)
      .values({
        id: newId(),
        workspaceId: ours.workspaceId,
        runId: first ?? "",
        actionId,
        status: "open",
        reason: "",
      });
});

afterAll(async () => {
  await closeDatabase();
  await server?.close();
});

async function ask(query: string): Promise<Response> {
  const request = new Request(`http://localhost/api/v1/analytics?${query}`, {
    headers: { authorization: `Bearer ${ours.token.value}` },
  });
  return route.GET(request, { params: Promise.resolve({}) });
}

const read = async (query: string) => (await ask(query)).json();
const november = "from=2026-11-02&to=2026-11-03";

test("pending, blocked, draft and foreign runs are no failures of the goal", async () => {
  const { total } = await read(`metric=goal-rate&${november}`);
  expect(total).toMatchObject({ hits: 2, trials: 3 });
  expect(total.value).toBeCloseTo(2 / 3, 10);
  expect(total.low).toBeCloseTo(0.2077, 4);
  expect(total.high).toBeCloseTo(0.9385, 4);
  expect((await read(`metric=goal-rate&${november}&drafts=true`)).total).toMatchObject({
    hits: 2,
    trials: 4,
  });
});

test("a day begins in the zone asked for", async () => {
  const days = async (zone: string) =>
    (await read(`metric=runs&from=2026-11-01&to=2026-11-04&by=day&zone=${zone}`)).rows.map(
      (row: { group: string; value: number }) => [row.group, row.value],
    );
  expect(await days("UTC")).toEqual([
    ["2026-11-01", 0],
    ["2026-11-02", 2],
    ["2026-11-03", 3],
    ["2026-11-04", 0],
  ]);
  expect(await days("Asia/Tokyo")).toEqual([
    ["2026-11-01", 0],
    ["2026-11-02", 2],
    ["2026-11-03", 2],
    ["2026-11-04", 1],
  ]);
});

test("two handoffs of one run are one escalation, and the period before is compared", async () => {
  expect((await read(`metric=escalation-rate&${november}`)).total).toMatchObject({ hits: 1, trials: 5 });
  const later = await read("metric=runs&from=2026-11-04&to=2026-11-05");
  expect([later.total.value, later.previous.value]).toEqual([1, 5]);
});

test("one unknown price makes the cost unknown, never zero", async () => {
  expect((await read(`metric=cost&${november}`)).total.value).toBeCloseTo(0.12, 10);
  expect((await read(`metric=cost-per-goal-met&${november}`)).total.value).toBeCloseTo(0.06, 10);
  expect((await read("metric=cost&from=2026-11-02&to=2026-11-05")).total.value).toBeNull();
  expect((await read("metric=cost-per-goal-met&from=2026-11-02&to=2026-11-05")).total.value).toBeNull();
  expect((await read(`metric=duration-p95&${november}`)).total.value).toBe(2000);
});

test("CSV carries the same numbers", async () => {
  const answer = await ask(`metric=runs&${november}&by=version&format=csv`);
  expect(answer.headers.get("content-type")).toContain("text/csv");
  expect((await answer.text()).trim().split("\r\n")).toEqual([
    "group,label,value,low,high,hits,trials",
    "1,Version 1,5,,,5,5",
  ]);
});

test.each([
  "metric=none&from=2026-11-02&to=2026-11-03",
  "metric=runs&from=2026-11-03&to=2026-11-02",
  "metric=runs&from=yesterday&to=2026-11-02",
  `metric=runs&${november}&zone=Mars/Base`,
  `metric=runs&${november}&zone=%2B02:00`,
  `metric=runs&${november}&by=answer`,
  `metric=duration-p50&${november}&by=agent`,
  `metric=runs&${november}&zone=Europe/Paris'--`,
  `metric=runs&${november}&agent=nobody`,
  `metric=runs&${november}&drafts=maybe`,
  "metric=runs&from=2024-11-02&to=2026-11-02",
  "metric=runs&from=0000-01-01&to=0000-01-02",
  "metric=runs&metric=cost&from=2026-11-02&to=2026-11-03",
])("refuses %s", async (query) => {
  expect((await ask(query)).status).toBe(400);
});
