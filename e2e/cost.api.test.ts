import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { meaningOf } from "#lib/testing/meaning-vectors.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { httpAbility, publishDrawn } from "./drawn.ts";
import { type MockSystem, startMockSystem } from "./mock-systems.ts";
import { replayAll } from "./replay-all.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";
import { suiteClient } from "./suite-client.ts";

let app: RunningApp;
let client: RunClient;
let small: OpenAiServer;
let big: OpenAiServer;
let shop: MockSystem;
let answer: (request: ChatRequest) => ChatReply;

const prices = { small: { input: 1, output: 2 }, big: { input: 10, output: 20 } };

beforeAll(async () => {
  const handle = (request: ChatRequest) => answer(request);
  [small, big, shop, app] = await Promise.all([
    startOpenAiServer({ kind: "handler", handle }, { embed: (text) => meaningOf(text, 96) }),
    startOpenAiServer({ kind: "handler", handle }),
    startMockSystem(() => ({ json: { stock: 7 } })),
    startApp(),
  ]);
  client = runClient(app);
  await client.expectOk("PATCH", "/workspaces/current", {
    settings: {
      models: {
        endpoints: [
          { name: "small", baseUrl: small.baseUrl, price: prices.small },
          { name: "big", baseUrl: big.baseUrl, price: prices.big },
        ],
        tiers: { fast: "small/test-model", standard: "big/test-model", frontier: "big/test-model" },
      },
    },
  });
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([small?.close(), big?.close(), shop?.close()]);
});

beforeEach(() => {
  for (const server of [small, big]) server.requests.length = 0;
  shop.calls.length = 0;
  answer = () => ({ text: "Two years." });
});

const asked = () => ({ small: chats(small), big: chats(big) });
const chats = (server: OpenAiServer) =>
  server.requests.filter(({ path }) => path === "/v1/chat/completions").length;

/** The turns of a run: where each went, and what became of it. */
async function turnsOf(runId: string) {
  const events = (await client.events(runId)).map(({ event }) => event);
  return events.flatMap((event) => {
    if (event.type !== "turn.completed") return [];
    const started = events.find((one) => one.type === "turn.started" && one.turn === event.turn);
    return [{ ...event, route: started?.type === "turn.started" ? started.route : undefined }];
  });
}

describe("the router", () => {
  it("[H2.1] sends a simple turn to the smaller model and tells the saving; a demanding one stays", async () => {
    const blueprint = await publishDrawn(client, "Routed", { agent: { model: "frontier", routing: "auto" } });
    const simple = await client.ask(blueprint, "How long is the warranty?");
    expect(asked()).toEqual({ small: 1, big: 0 });
    const [turn] = await turnsOf(simple.id);
    const { inputTokens, outputTokens } = simple.usage;
    expect(turn?.route).toEqual({ by: "classifier", why: "A simple turn", instead: "frontier" });
    const cost = (price: { input: number; output: number }) =>
      (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
    expect(turn?.usage.costUsd).toBeCloseTo(cost(prices.small), 12);
    expect(turn?.savedUsd).toBeCloseTo(cost(prices.big) - cost(prices.small), 12);

    const hard = await client.ask(
      blueprint,
      "Why was I charged 120 and not 95 or 80 for this? And can you compare the two plans for me?",
    );
    expect(asked()).toEqual({ small: 1, big: 1 });
    const [kept] = await turnsOf(hard.id);
    expect([kept?.route, kept?.savedUsd]).toEqual([undefined, undefined]);
  });

  it("[H2.1] goes by the author's rules turn by turn, and back to the usual model after a failure", async () => {
    answer = ({ messages }) => {
      const results = messages.filter(({ role }) => role === "tool").length;
      if (results === 0) return { toolCalls: [{ name: "no_such_thing", arguments: {} }] };
      if (results === 1) return { toolCalls: [{ name: "stock", arguments: {} }] };
      return { text: "Seven are left." };
    };
    const blueprint = await publishDrawn(client, "Ruled", {
      agent: { model: "frontier", routes: [{ when: "turn == 1 || !failed", model: "fast" }] },
      abilities: { stock: httpAbility("stock", { method: "GET", url: `${shop.origin}/stock` }) },
    });
    const run = await client.ask(blueprint, "How many are left?");
    const turns = await turnsOf(run.id);
    expect(turns.map(({ provider, route }) => [provider, route?.by])).toEqual([
      ["small", "rule"],
      ["big", undefined],
      ["small", "rule"],
    ]);
  });
});

describe("the cache", () => {
  const cached = async (runId: string) => (await turnsOf(runId)).map((turn) => turn.cached?.kind);
  const use = (blueprint: string) => client.expectOk("GET", `/blueprints/${blueprint}/cache`);

  it("[H2.2] uses an equal question's answer again until its time is over, unless bypassed, and tells the hit rate", async () => {
    const blueprint = await publishDrawn(client, "Kept", {
      agent: { cache: "exact", cacheMinutes: 10, cacheFor: "everyone" },
    });
    const first = await client.ask(blueprint, "How long is the warranty?");
    const second = await client.ask(blueprint, "How long is the warranty?");
    expect(chats(big)).toBe(1);
    expect(second).toMatchObject({
      answer: "Two years.",
      usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    });
    const [turn] = await turnsOf(second.id);
    const savedTokens = first.usage.inputTokens + first.usage.outputTokens;
    expect(turn?.cached).toEqual({
      kind: "exact",
      ageSeconds: expect.any(Number),
      similarity: 1,
      savedTokens,
      savedUsd: first.usage.costUsd,
    });
    expect(await use(blueprint)).toMatchObject({
      answers: { entries: 1, hits: 1, misses: 1, hitRate: 0.5, savedTokens },
    });

    await client.ask(blueprint, "How long is the warranty?", { cache: "bypass" });
    expect(chats(big)).toBe(2);
    expect((await use(blueprint)).answers).toMatchObject({ hits: 1, misses: 1 });

    const database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
    try {
      await database.query("UPDATE cache_entries SET expires_at = now() WHERE blueprint_id = $1", [
        blueprint,
      ]);
    } finally {
      await database.end();
    }
    expect(await cached((await client.ask(blueprint, "How long is the warranty?")).id)).toEqual([undefined]);

    expect(await client.expectOk("DELETE", `/blueprints/${blueprint}/cache`)).toEqual({ forgotten: 1 });
    await client.ask(blueprint, "How long is the warranty?");
    expect(chats(big)).toBe(4);
    const foreign = await createForeignToken(app.databaseUrl);
    for (const method of ["GET", "DELETE"])
      expect(
        (
          await app.fetch(`/api/v1/blueprints/${blueprint}/cache`, {
            method,
            headers: { authorization: `Bearer ${foreign}` },
          })
        ).status,
      ).toBe(404);
  });

  it("[H2.2] never gives one contact what was told another", async () => {
    const own = await publishDrawn(client, "Own", { agent: { cache: "exact" } });
    const ask = (blueprint: string, key: string, name: string) =>
      client.ask(blueprint, "Where is my parcel?", { contact: { key, name } });
    await ask(own, "kim", "Kim");
    expect(await cached((await ask(own, "lee", "Kim")).id)).toEqual([undefined]);
    expect(await cached((await ask(own, "kim", "Kim")).id)).toEqual(["exact"]);
    // Answers for everyone are shared only where nothing the model is told differs, and a name does.
    const shared = await publishDrawn(client, "Shared", { agent: { cache: "exact", cacheFor: "everyone" } });
    await ask(shared, "kim-2", "Kim");
    expect(await cached((await ask(shared, "lee-2", "Lee")).id)).toEqual([undefined]);
    expect(await cached((await ask(shared, "another kim", "Kim")).id)).toEqual(["exact"]);
  });

  it("[H2.2] never gives one workspace what was told in another, however equal their blueprints and questions are", async () => {
    const token = await createForeignToken(app.databaseUrl);
    const other = runClient({
      ...app,
      fetch: (path, init = {}) => {
        const headers = new Headers(init.headers);
        headers.set("authorization", `Bearer ${token}`);
        return app.fetch(path, { ...init, headers });
      },
    });
    await other.setEndpoints([{ name: "big", baseUrl: big.baseUrl }]);
    const agent = { cache: "exact", cacheFor: "everyone", model: "big/test-model" };
    const [ours, theirs] = [
      await publishDrawn(client, "Equal", { agent }),
      await publishDrawn(other, "Equal", { agent }),
    ];
    const before = chats(big);
    for (const [its, blueprint] of [
      [client, ours],
      [other, theirs],
      [client, ours],
      [other, theirs],
    ] as const)
      await its.ask(blueprint, "What is the code of the month?");
    // Each workspace asked once and then used its own answer again.
    expect(chats(big) - before).toBe(2);
  });

  it("[H2.2] takes a similar question for the same, but not one with another number, a negation or newer knowledge", async () => {
    const dataset = await client.expectOk("POST", "/datasets", { name: "Terms" });
    const write = (text: string) =>
      client.expectOk("POST", `/datasets/${dataset.id}/documents`, { title: `Terms ${text.length}`, text });
    await write("The warranty lasts two years.");
    const blueprint = await publishDrawn(client, "Alike", {
      agent: {
        cache: "similar",
        cacheFor: "everyone",
        cacheEmbedding: "small/embed",
        cacheSimilarity: 0.9,
      },
      dataset: "terms",
    });
    await client.ask(blueprint, "How long does the warranty of order 1042 last?");
    const alike = async (text: string) => cached((await client.ask(blueprint, text)).id);
    expect(await alike("How long does the guarantee of order 1042 last?")).toEqual(["similar"]);
    expect(await alike("How long does the guarantee of order 1043 last?")).toEqual([undefined]);
    expect(await alike("How long does the guarantee of order 1042 not last?")).toEqual([undefined]);
    expect(await alike("Who pays for the shipping of order 1042?")).toEqual([undefined]);
    await write("Kettles bought since May have a warranty of three years.");
    expect(await alike("How long does the guarantee of order 1042 last, please?")).toEqual([undefined]);
  });

  it("[H2.2] uses the result of a reading call again, never that of a writing one, and a test of the agent uses nothing", async () => {
    answer = ({ messages }) => {
      const text = JSON.stringify(messages.findLast(({ role }) => role === "user")?.content);
      const name = text.includes("order") ? "order" : "stock";
      return messages.some(({ role }) => role === "tool")
        ? { text: "Done." }
        : { toolCalls: [{ name, arguments: {} }] };
    };
    const url = `${shop.origin}/stock`;
    const blueprint = await publishDrawn(client, "Reading", {
      agent: { cache: "exact", cacheFor: "everyone" },
      abilities: {
        stock: httpAbility("stock", { method: "GET", url }, { cacheSeconds: 600 }),
        order: httpAbility("order", { method: "POST", url }, { cacheSeconds: 600 }),
      },
    });
    for (const text of ["How many?", "How many, I asked?"]) await client.ask(blueprint, text);
    expect(shop.calls).toHaveLength(1);
    const third = await client.ask(blueprint, "And how many now?");
    const events = (await client.events(third.id)).map(({ event }) => event);
    expect(events.find(({ type }) => type === "action.completed")).toMatchObject({
      cachedSeconds: expect.any(Number),
    });
    expect((await use(blueprint)).results).toMatchObject({ hits: 2, misses: 1, entries: 1 });
    for (let times = 0; times < 2; times++) await client.ask(blueprint, "Please order one.");
    expect(shop.calls).toHaveLength(3);

    // A test measures what the agent does now, not what it once said.
    const before = chats(big);
    const suites = suiteClient(client);
    const suite = await suites.create(blueprint, {
      cases: [
        {
          title: "Stock",
          messages: ["How many?"],
          expectations: [{ kind: "answer-contains", text: "Done" }],
        },
      ],
    });
    expect((await suites.run(suite.id, "live")).score.overall).toMatchObject({ passed: 1 });
    expect(chats(big)).toBe(before + 2);
    expect(shop.calls).toHaveLength(4);
  });
});

it("every run of these tests replays to the same log and answer, with no model asked", async () => {
  const counts = await replayAll(client, [small, big]);
  expect(counts.succeeded).toBeGreaterThan(0);
});
