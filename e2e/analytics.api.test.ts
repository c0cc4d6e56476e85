import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { publishDrawn } from "./drawn.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;
let database: pg.Client;
let blueprint: string;

// What is asked says what comes of it: OK meets the goal, anything else misses it, “person” hands over first.
function reply({ messages }: ChatRequest): ChatReply {
  const asked = String(messages.findLast((message) => message.role === "user")?.content ?? "");
  if (messages.at(-1)?.role !== "tool" && asked.includes("person"))
    return { toolCalls: [{ name: "hand", arguments: { reason: "Asked for one." } }] };
  return { text: asked.includes("good") ? "OK, done." : "Sorry." };
}

const today = () => new Date().toISOString().slice(0, 10);

type Point = { group: string; value: number | null; hits: number; trials: number; low: number; high: number };

async function measure(metric: string, by?: string, more = "") {
  const query = `metric=${metric}&from=${today()}&to=${today()}${by ? `&by=${by}` : ""}${more}`;
  return (await client.expectOk("GET", `/analytics?${query}`)) as { total: Point; rows: Point[] };
}

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle: reply });
  app = await startApp();
  client = runClient(app);
  database = new pg.Client({ connectionString: app.databaseUrl });
  await database.connect();
  // A dollar for each token said or read.
  await client.setEndpoints([
    { name: "local", baseUrl: model.baseUrl, price: { input: 1_000_000, output: 1_000_000 } },
  ] as never);
  blueprint = await publishDrawn(client, "Counted", {
    agent: { maxCostUsd: null },
    abilities: { hand: { ability: "hand-to-human" } },
    criteria: [{ id: "ok", kind: "condition", label: "OK", when: "run.answer.contains('OK')" }],
  });
  for (const text of ["good 1", "good 2", "good 3", "bad 1"]) await client.ask(blueprint, text);
  const { runId } = await client.start(blueprint, "a person, good");
  const handoff = await client.follow(runId, 0, (seen) =>
    seen.some(({ envelope }) => envelope.event.type === "handoff.requested"),
  );
  const requested = handoff
    .map(({ envelope }) => envelope.event)
    .find((event) => event.type === "handoff.requested");
  await client.expectOk("POST", `/handoffs/${requested?.handoffId}`, { reply: "Fine." });
  await client.runWhen(runId, (run) => run.status === "succeeded");
  await client.expectOk("POST", `/blueprints/${blueprint}/publish`, { note: "second" });
  for (const text of ["good 4", "bad 2"]) await client.ask(blueprint, text);
  // Drafts do not count.
  await client.ask(blueprint, "bad draft", { version: "draft" });
  const { slug } = await client.expectOk("GET", `/blueprints/${blueprint}`);
  const chat = await app.fetch("/api/openai/v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: `blueprint/${slug}`, messages: [{ role: "user", content: "good 5" }] }),
  });
  expect(chat.status).toBe(200);
});

afterAll(async () => {
  await database?.end();
  await app?.stop();
  await model?.close();
});

const valuesOf = ({ rows }: { rows: Point[] }) =>
  Object.fromEntries(rows.map(({ group, value }) => [group, value]));

describe("volume, success and escalation", () => {
  it("are told by version, channel, agent and date, and match what was run and an SQL recount [G4.1]", async () => {
    const counted = await database.query<{ version: number; runs: string; met: string; handed: string }>(
      `SELECT version, count(*) AS runs,
              count(*) FILTER (WHERE outcome->>'verdict' = 'met') AS met,
              count(*) FILTER (WHERE EXISTS (SELECT FROM handoffs h WHERE h.run_id = runs.id)) AS handed
       FROM runs WHERE version IS NOT NULL GROUP BY version ORDER BY version`,
    );
    const [first, second] = counted.rows;
    expect(counted.rows.map(({ runs, met, handed }) => [+runs, +met, +handed])).toEqual([
      [5, 4, 1],
      [3, 2, 0],
    ]);

    expect((await measure("runs")).total.value).toBe(8);
    expect(valuesOf(await measure("runs", "version"))).toEqual({
      "1": Number(first?.runs),
      "2": Number(second?.runs),
    });
    expect(valuesOf(await measure("goal-rate", "version"))).toEqual({ "1": 4 / 5, "2": 2 / 3 });
    expect(valuesOf(await measure("escalation-rate", "version"))).toEqual({ "1": 1 / 5, "2": 0 });
    expect(valuesOf(await measure("runs", "channel"))).toMatchObject({ api: 7 });
    expect(valuesOf(await measure("runs", "day"))).toEqual({ [today()]: 8 });
    const byAgent = await measure("goal-rate", "agent");
    expect(byAgent.rows).toMatchObject([{ group: `${blueprint}/agent`, hits: 6, trials: 8 }]);
    expect((await measure("runs", undefined, "&drafts=true")).total.value).toBe(9);
    expect((await measure("runs", undefined, "&version=2")).total.value).toBe(3);
  });

  it("come with Wilson's interval, and as the same numbers in a CSV", async () => {
    const { total } = await measure("goal-rate");
    expect(total).toMatchObject({ hits: 6, trials: 8, value: 0.75 });
    // 6 of 8 at 95 %: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96.
    expect(total.low).toBeCloseTo(0.4093, 3);
    expect(total.high).toBeCloseTo(0.9285, 3);
    const csv = await app.fetch(
      `/api/v1/analytics?metric=goal-rate&from=${today()}&to=${today()}&by=version&format=csv`,
    );
    expect(csv.headers.get("content-type")).toContain("text/csv");
    const lines = (await csv.text()).trim().split(/\r?\n/);
    expect(lines).toHaveLength(3);
    expect(
      lines.slice(1).map((line) =>
        line
          .split(",")
          .map(Number)
          .includes(4 / 5),
      ),
    ).toContain(true);
  });
});

it("the cost of a run and of a resolved case are told, failures paid for too [A1.8]", async () => {
  const { rows } = await database.query<{ cost: number }>(
    "SELECT sum((usage->>'costUsd')::float8)::float8 AS cost FROM runs WHERE version IS NOT NULL",
  );
  const cost = Number(rows[0]?.cost);
  expect(cost).toBeGreaterThan(0);
  expect((await measure("cost")).total.value).toBeCloseTo(cost, 6);
  expect((await measure("cost-per-run")).total.value).toBeCloseTo(cost / 8, 6);
  expect((await measure("cost-per-goal-met")).total.value).toBeCloseTo(cost / 6, 6);
});

it("every run has its outcome with the value, the verdict and the evidence, without anybody asking [S5.1]", async () => {
  const { items } = await client.expectOk("GET", `/runs?blueprintId=${blueprint}&limit=50`);
  expect(items).toHaveLength(9);
  for (const item of items) {
    const run = await client.readRun(item.id);
    const [goal] = run.outcome?.goals ?? [];
    const isGood = run.answer?.includes("OK") ?? false;
    expect(goal?.verdict).toBe(isGood ? "met" : "missed");
    expect(run.outcome?.score).toBe(isGood ? 1 : 0);
    expect(goal?.criteria).toMatchObject([
      { id: "ok", met: isGood, evidence: expect.stringContaining("OK") },
    ]);
  }
  const stored = await database.query("SELECT count(*)::int AS many FROM outcomes");
  expect(stored.rows[0].many).toBe(9);
});

it("what cannot be asked is refused by its field, and another workspace counts nothing of ours", async () => {
  const refused = async (query: string) => (await client.send("GET", `/analytics?${query}`)).body.error;
  const days = `from=${today()}&to=${today()}`;
  expect(await refused(`metric=nonsense&${days}`)).toMatchObject({ code: "invalid_input" });
  expect(await refused(`metric=runs&from=2026-02-30&to=${today()}`)).toMatchObject({
    code: "invalid_input",
    details: [{ path: "from" }],
  });
  expect(await refused("metric=runs&from=2026-03-02&to=2026-03-01")).toMatchObject({
    details: [{ path: "to" }],
  });
  expect(await refused(`metric=runs&${days}&zone=Mars/Olympus`)).toMatchObject({
    details: [{ path: "zone" }],
  });
  const stranger = await createForeignToken(app.databaseUrl);
  const theirs = await client.send("GET", `/analytics?metric=runs&${days}`, undefined, {
    authorization: `Bearer ${stranger}`,
  });
  expect(theirs.body.total.value).toBe(0);
});

it("ratings with comments are listed by value, comment, blueprint, version, channel and day, with their run", async () => {
  const { items } = await client.expectOk("GET", `/runs?blueprintId=${blueprint}&channel=api&version=1`);
  const [one, two, three] = items as { id: string }[];
  await client.expectOk("POST", `/runs/${one?.id}/ratings`, { value: 1 });
  await client.expectOk("POST", `/runs/${two?.id}/ratings`, { value: -1, comment: "Too slow, مرحبا" });
  await client.expectOk("POST", `/runs/${three?.id}/ratings`, { value: 1, comment: "Kind" });
  const ids = async (query: string) =>
    (await client.expectOk("GET", `/ratings?${query}`)).items.map(({ runId }: { runId: string }) => runId);
  expect(await ids("")).toEqual([three?.id, two?.id, one?.id]);
  expect(await ids("value=-1")).toEqual([two?.id]);
  expect(await ids("value=1&comment=with")).toEqual([three?.id]);
  expect(await ids("comment=without")).toEqual([one?.id]);
  expect(
    await ids(`from=${today()}&to=${today()}&version=1&channel=api&blueprintId=${blueprint}`),
  ).toHaveLength(3);
  expect(await ids("from=2020-01-01&to=2020-01-02")).toEqual([]);
  expect(await ids("version=2")).toEqual([]);
  expect(await ids("channel=chat")).toEqual([]);
  expect(await ids("blueprintId=00000000-0000-7000-8000-000000000000")).toEqual([]);
  const first = await client.expectOk("GET", "/ratings?limit=2");
  expect(first.items[1]).toMatchObject({ comment: "Too slow, مرحبا", value: -1, blueprintName: "Counted" });
  expect(await ids(`limit=2&cursor=${first.nextCursor}`)).toEqual([one?.id]);
  for (const wrong of ["value=5", "comment=maybe", "from=yesterday", "version=0"])
    expect((await client.send("GET", `/ratings?${wrong}`)).status).toBe(400);
  const stranger = await createForeignToken(app.databaseUrl);
  const theirs = await client.send("GET", "/ratings", undefined, { authorization: `Bearer ${stranger}` });
  expect(theirs.body.items).toEqual([]);
});

it("queue wait and the percentiles of duration equal an SQL recount", async () => {
  const { rows } = await database.query<{ queue: number; ninety: number; last: number }>(
    `SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - created_at) * 1000)::float8 AS queue,
            percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at) * 1000)::float8 AS ninety,
            percentile_cont(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at) * 1000)::float8 AS last
     FROM runs WHERE version IS NOT NULL`,
  );
  expect((await measure("queue-wait-p95")).total).toMatchObject({ trials: 8 });
  expect((await measure("queue-wait-p95")).total.value).toBeCloseTo(Number(rows[0]?.queue), 3);
  expect((await measure("duration-p90")).total.value).toBeCloseTo(Number(rows[0]?.ninety), 3);
  expect((await measure("duration-p99")).total.value).toBeCloseTo(Number(rows[0]?.last), 3);
});
