import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { httpAbility, publishDrawn } from "./drawn.ts";
import { faults, matrixAgent, passing, startFaultyModels } from "./fault-matrix.ts";
import { type MockAnswer, type MockSystem, type SeenCall, startMockSystem } from "./mock-systems.ts";
import { replayAll } from "./replay-all.ts";
import { abilitiesOf, type RunClient, runClient, type SeenRun } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;
let shop: MockSystem;
let carrier: MockSystem;
let onShop: (call: SeenCall, count: number) => MockAnswer = () => ({});
let onCarrier: (call: SeenCall, count: number) => MockAnswer = () => ({});

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply: { text: "Hello." } });
  [shop, carrier] = await Promise.all([
    startMockSystem((call, count) => onShop(call, count)),
    startMockSystem((call, count) => onCarrier(call, count)),
  ]);
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([model?.close(), shop?.close(), carrier?.close()]);
});

/** The model's part: one reply after the other; a function sees what was asked. */
function script(...replies: (ChatReply | ((request: ChatRequest) => ChatReply))[]): void {
  model.set({
    kind: "handler",
    handle: (request, index) => {
      const reply = replies[index];
      if (!reply) throw new Error(`Call ${index + 1} of the model was not foreseen.`);
      return typeof reply === "function" ? reply(request) : reply;
    },
  });
}
const use = (name: string, args: Record<string, unknown> | string = {}): ChatReply => ({
  toolCalls: [{ name, arguments: args }],
});
const lastHeard = (request: ChatRequest) => JSON.stringify(request.messages.at(-1)?.content ?? "");
const repeat = (request: ChatRequest): ChatReply => ({ text: `The system said ${lastHeard(request)}` });

async function eventsOf<Type extends DurableEvent["type"]>(run: SeenRun, type: Type) {
  return (await client.events(run.id)).flatMap(({ event }) =>
    event.type === type ? [event as Extract<DurableEvent, { type: Type }>] : [],
  );
}

const look = (origin: string, path: string, more: Record<string, unknown> = {}) =>
  httpAbility("look", { method: "GET", url: `${origin}${path}` }, { timeoutSeconds: 1, ...more });

type Stored = Awaited<ReturnType<RunClient["events"]>>;

describe("every way to fail", () => {
  const found = {
    criteria: [
      {
        id: "found",
        kind: "condition",
        label: "Found",
        when: "run.answered && !run.answer.contains('could not')",
      },
    ],
  };
  let faulty: Awaited<ReturnType<typeof startFaultyModels>>;
  beforeAll(async () => {
    faulty = await startFaultyModels();
    const paths = ["lasting", "once"].flatMap((how) => Object.keys(faults).map((fault) => [fault, how]));
    await client.setEndpoints([
      { name: "local", baseUrl: model.baseUrl },
      ...paths.map(([fault, how]) => ({
        name: `m-${fault}-${how}`,
        baseUrl: `${faulty.origin}/${fault}/${how}/v1`,
      })),
    ]);
    model.set({ kind: "handler", handle: matrixAgent });
    onShop = ({ path }, count) => {
      const [, how, fault = ""] = path.split("/");
      if (how === "fine" || (how === "once" && count > 0)) return { json: { stock: 7 } };
      return faults[fault]?.answer() ?? { status: 418 };
    };
  });
  afterAll(() => faulty?.close());

  const timeoutSeconds = 2;
  const byHttp = (how: string) =>
    httpAbility(
      "look",
      { method: "GET", url: `${shop.origin}/${how}/{fault}/http`, resultPath: "$.stock" },
      { timeoutSeconds, retries: how === "lasting" ? 0 : 1 },
    );
  const document = (how: string) => ({
    openapi: "3.1.0",
    info: { title: "Stock", version: "1" },
    servers: [{ url: shop.origin }],
    paths: {
      [`/${how}/{fault}/operation`]: {
        get: {
          operationId: "look",
          parameters: [{ name: "fault", in: "path", required: true, schema: { type: "string" } }],
        },
      },
    },
  });
  const byOperation = async (how: string) => {
    const source = { text: JSON.stringify(document(how)) };
    const operations = [`GET /${how}/{fault}/operation`];
    const { chosen } = await client.expectOk("POST", "/abilities/openapi", { source, operations });
    const { ability, settings } = chosen[0];
    return {
      ability,
      settings: { ...settings, resultPath: "$.stock" },
      timeoutSeconds,
      retries: how === "lasting" ? 0 : 1,
    };
  };
  const publish = async (name: string, target: string, how: string, fault = "") => {
    const lasting = how === "lasting" || how === "alternative";
    const kind = lasting ? "lasting" : how;
    if (target === "model")
      return publishDrawn(client, name, {
        ...found,
        agent: {
          model: `m-${fault}-${kind}/test-model`,
          maxSeconds: how === "alternative" ? 12 : 3,
          ...(how === "alternative" ? { fallbacks: ["local/test-model"] } : {}),
        },
      });
    const look = target === "http" ? byHttp(kind) : await byOperation(kind);
    const other = httpAbility("other", { method: "GET", url: `${shop.origin}/fine`, resultPath: "$.stock" });
    return publishDrawn(client, name, {
      ...found,
      abilities: { look, ...(how === "alternative" ? { other } : {}) },
    });
  };

  const targets = ["http", "operation", "model"] as const;
  it("ends each run, which says why; with another way, or another try, it reaches its goal [S0.9] [S0.4]", async () => {
    const hows = ["lasting", "alternative", "once"] as const;
    const shared = new Map<string, Promise<string>>();
    const cells = targets.flatMap((target) =>
      hows.flatMap((how) =>
        Object.keys(faults)
          .filter((fault) => how !== "once" || passing.includes(fault))
          // A model is asked again where its provider says that it may help.
          .filter((fault) => how !== "once" || target !== "model" || /429|500/.test(fault))
          .map((fault) => ({ target, how, fault })),
      ),
    );
    const results: ((typeof cells)[number] & { cell: string; run: SeenRun; events: Stored })[] = [];
    // As many at once as a busy machine carries; each run has time enough, however slow it is.
    const open = cells.toReversed();
    const work = async () => {
      for (let one = open.pop(); one; one = open.pop()) {
        const { target, how, fault } = one;
        const name = target === "model" ? `model ${how} ${fault}` : `${target} ${how}`;
        const made = shared.get(name) ?? publish(name, target, how, fault);
        shared.set(name, made);
        const { runId } = await client.start(await made, `How many are left? fault ${fault}`);
        const run = await client.runWhen(runId, ({ outcome }) => outcome !== null, 90);
        results.push({ ...one, cell: `${target} ${how} ${fault}`, run, events: await client.events(runId) });
      }
    };
    await Promise.all(Array.from({ length: 20 }, work));
    expect(results).toHaveLength(3 * 12 + 3 * 12 + 5 + 5 + 2);
    for (const { cell, target, how, fault, run, events } of results) {
      expect(events.at(-1)?.event.type, cell).toBe("run.finished");
      const expected = faults[fault]?.[target === "model" ? "model" : "system"] ?? /never/;
      const reaches = how !== "lasting";
      expect(run.outcome?.verdict, cell).toBe(reaches ? "met" : target === "model" ? "blocked" : "missed");
      expect(run.status, cell).toBe(target === "model" && !reaches ? "failed" : "succeeded");
      if (reaches) expect(run.answer, cell).toBe("There are 7 left.");
      if (target === "model" && how === "lasting") expect(run.error?.message, cell).toMatch(expected);
      if (how === "once") continue;
      // Why stands in the log, whichever way the run went on.
      const told = events.flatMap(({ event }) => {
        if (event.type === "action.failed") return [event.error.message];
        if (event.type === "action.completed") return [JSON.stringify(event.result)];
        if (event.type === "turn.completed") return event.fallbacks.map(({ code }) => code);
        return event.type === "run.finished" ? [event.error?.message ?? ""] : [];
      });
      expect(told.join("\n"), cell).toMatch(target === "model" && reaches ? /provider_/ : expected);
    }
    // Both forms of Retry-After are waited for.
    for (const target of ["http", "operation"]) {
      const [first, second] = shop.callsTo(`/once/429-seconds/${target}`);
      expect((second?.at ?? 0) - (first?.at ?? 0), target).toBeGreaterThanOrEqual(950);
    }
  });
});

describe("an ability against a system that fails", () => {
  it.each([
    ["a date", () => ({ "retry-after": new Date(Date.now() + 2_000).toUTCString() }), 900, 2],
    ["an hour", () => ({ "retry-after": "3600" }), 0, 1],
  ] as const)(
    "a rate limit that names %s is waited for within reason [S0.9]",
    async (name, headers, least, calls) => {
      onShop = (_call, count) =>
        count === 0 ? { status: 429, headers: headers(), text: "slow down" } : { json: { stock: 7 } };
      const path = `/limited-${name.replace(" ", "-")}`;
      const blueprint = await publishDrawn(client, `Limited by ${name}`, {
        abilities: { look: look(shop.origin, path) },
      });
      script(use("look"), repeat);
      const run = await client.ask(blueprint, "How many are left?");
      expect(run).toMatchObject({
        status: "succeeded",
        answer: expect.stringContaining(calls === 2 ? "7" : "429"),
      });
      const [first, second] = shop.callsTo(path);
      expect(shop.callsTo(path)).toHaveLength(calls);
      if (second) expect(second.at - (first?.at ?? 0)).toBeGreaterThanOrEqual(least);
    },
  );

  it("gives up after its retries, with growing pauses, and says so [S0.9]", async () => {
    onShop = () => ({ status: 500, text: "still broken" });
    const blueprint = await publishDrawn(client, "Broken for good", {
      abilities: { look: look(shop.origin, "/broken", { retries: 2 }) },
    });
    script(use("look"), { text: "The shop does not answer, please try later." });
    const run = await client.ask(blueprint, "How many are left?");
    expect(shop.callsTo("/broken")).toHaveLength(3);
    expect((await eventsOf(run, "action.retried")).map((one) => one.waitMs)).toEqual([200, 400]);
    expect(await eventsOf(run, "action.failed")).toMatchObject([{ attempts: 3 }]);
  });

  it("a POST is never sent twice, unless the other side honours its key, and then with the same key [S0.9]", async () => {
    onShop = (_call, count) => (count === 0 ? { status: 500, text: "boom" } : { json: { ok: true } });
    const pay = (path: string, honoursKey: boolean) => ({
      pay: httpAbility("pay", { method: "POST", url: `${shop.origin}${path}`, honoursKey }),
    });
    const careful = await publishDrawn(client, "Careful", { abilities: pay("/pay-once", false) });
    script(use("pay"), { text: "The payment did not work." });
    await client.ask(careful, "Pay now");
    expect(shop.callsTo("/pay-once")).toHaveLength(1);
    const keyed = await publishDrawn(client, "Keyed", { abilities: pay("/pay-keyed", true) });
    script(use("pay"), { text: "It is paid." });
    const run = await client.ask(keyed, "Pay now");
    const keys = shop.callsTo("/pay-keyed").map((call) => call.headers["idempotency-key"]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(run.answer).toBe("It is paid.");
  });
});

it("a POST that nobody answers is neither repeated nor called failed: it may have happened [S0.9]", async () => {
  onShop = () => "hang";
  const pay = httpAbility(
    "pay",
    { method: "POST", url: `${shop.origin}/pay-hang` },
    { timeoutSeconds: 1, retries: 3 },
  );
  const blueprint = await publishDrawn(client, "Silence", { abilities: { pay } });
  script(use("pay"), { text: "I have paid." });
  const run = await client.ask(blueprint, "Pay now");
  expect(shop.callsTo("/pay-hang")).toHaveLength(1);
  expect(await eventsOf(run, "action.failed")).toMatchObject([{ status: "unknown" }]);
  expect(run.answer).toContain("it is not known whether “pay” was done");
});

describe("a model that errs", () => {
  it("gets empty, malformed and wrong arguments back, mends them, and the right call is made once [S0.9]", async () => {
    onShop = (call) => ({ json: { path: call.path } });
    const blueprint = await publishDrawn(client, "Mending", {
      abilities: {
        look: httpAbility("look", { method: "GET", url: `${shop.origin}/mended/{order}` }),
      },
    });
    script(
      use("look", ""),
      use("look", '{"order": 10'),
      use("look", { item: 1042 }),
      use("look", { order: 1042 }),
      repeat,
    );
    const run = await client.ask(blueprint, "Where is order 1042?");
    expect(run.answer).toContain("/mended/1042");
    expect(shop.calls.filter((call) => call.path.startsWith("/mended"))).toHaveLength(1);
    expect(await eventsOf(run, "action.failed")).toMatchObject([
      { error: { code: "invalid_input" } },
      { error: { code: "invalid_input" } },
      { error: { code: "invalid_input" } },
    ]);
  });

  it("that claims “done” over an action that failed is put right, in the answer and in the log [S0.9]", async () => {
    onShop = () => ({ status: 400, json: { error: "card expired" } });
    const blueprint = await publishDrawn(client, "Liar", {
      abilities: { refund: httpAbility("refund", { method: "POST", url: `${shop.origin}/refund` }) },
      criteria: [
        { id: "honest", kind: "condition", label: "Claims nothing false", when: "run.falseClaims == 0" },
      ],
    });
    script(use("refund"), { text: "Good news: I have refunded your order." });
    const run = await client.ask(blueprint, "I want my money back");
    expect(run.answer).toContain("Correction: “refund” was not done.");
    expect(run.outcome).toMatchObject({ verdict: "missed" });
    expect(await eventsOf(run, "guardrail.tripped")).toMatchObject([{ check: "claim", on: "output" }]);
  });
});

it("a tool that keeps failing is left for another one, the goal is reached, and the trace shows the switch [S0.4]", async () => {
  onShop = () => ({ status: 500, text: "down for good" });
  onCarrier = () => ({ json: { status: "out for delivery" } });
  const blueprint = await publishDrawn(client, "Two ways", {
    abilities: {
      ask_shop: httpAbility("ask_shop", { method: "GET", url: `${shop.origin}/down` }, { retries: 1 }),
      ask_carrier: httpAbility("ask_carrier", { method: "GET", url: `${carrier.origin}/parcel` }),
    },
    criteria: [
      { id: "found", kind: "condition", label: "Found it", when: "actions['ask_carrier'].succeeded > 0" },
    ],
  });
  script(
    use("ask_shop"),
    (request) => {
      // The model chooses anew because it is told that the first way failed.
      if (!lastHeard(request).includes("500")) throw new Error("The failure did not reach the model.");
      return use("ask_carrier");
    },
    repeat,
  );
  const run = await client.ask(blueprint, "Where is my parcel?");
  expect(run).toMatchObject({ status: "succeeded", answer: expect.stringContaining("out for delivery") });
  expect(run.outcome).toMatchObject({ verdict: "met" });
  const story = (await client.events(run.id)).flatMap(({ event }) =>
    event.type === "action.retried" || event.type === "action.failed" || event.type === "action.completed"
      ? [`${event.type} ${event.nodeId}`]
      : [],
  );
  expect(story).toEqual([
    "action.retried ask_shop",
    "action.failed ask_shop",
    "action.completed ask_carrier",
  ]);
});

it("one run makes four calls on two systems with nobody looking on [S0.3]", async () => {
  onShop = (call) => ({
    json: call.method === "GET" ? { order: 1042, parcel: "P-7" } : { noted: true },
  });
  onCarrier = (call) => ({ json: call.method === "GET" ? { at: "Utrecht" } : { redirected: true } });
  const blueprint = await publishDrawn(client, "Unattended", {
    abilities: {
      find: httpAbility("find", { method: "GET", url: `${shop.origin}/orders/{order}` }),
      track: httpAbility("track", { method: "GET", url: `${carrier.origin}/parcels/{parcel}` }),
      redirect: httpAbility("redirect", {
        method: "PUT",
        url: `${carrier.origin}/parcels/{parcel}/address`,
        bodyType: "json",
        body: '{"address": "{address}"}',
      }),
      note: httpAbility("note", {
        method: "POST",
        url: `${shop.origin}/orders/{order}/notes`,
        bodyType: "json",
        body: '{"text": "{text}"}',
      }),
    },
  });
  script(
    use("find", { order: 1042 }),
    (request) => use("track", { parcel: /P-\d/.exec(lastHeard(request))?.[0] ?? "" }),
    (request) =>
      use("redirect", { parcel: "P-7", address: `Not ${/Utrecht/.exec(lastHeard(request))?.[0]}` }),
    use("note", { order: 1042, text: "Redirected" }),
    { text: "Your parcel goes to the new address." },
  );
  const run = await client.ask(blueprint, "Send order 1042 to my new address");
  expect(abilitiesOf(await client.events(run.id))).toEqual(["find", "track", "redirect", "note"]);
  expect(run.actions.every((action) => action.status === "succeeded")).toBe(true);
  expect(shop.callsTo("/orders/1042")).toHaveLength(1);
  expect(carrier.callsTo("/parcels/P-7/address")[0]?.body).toBe('{"address":"Not Utrecht"}');
  expect(shop.callsTo("/orders/1042/notes")).toHaveLength(1);
  expect(await eventsOf(run, "approval.requested")).toEqual([]);
});

it("a rule and an agent on one canvas both do their part; what the rule answers costs no token [S0.7] [H2.3]", async () => {
  const blueprint = await publishDrawn(client, "Mixed", {
    rule: {
      branches: [
        { id: "hours", label: "Hours", when: "input.text.contains('hours')", answer: "Nine to five." },
      ],
    },
  });
  script({ text: "I am the agent." });
  const before = model.requests.length;
  const ruled = await client.ask(blueprint, "What are your hours?");
  expect(ruled).toMatchObject({
    answer: "Nine to five.",
    usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
  });
  expect(model.requests).toHaveLength(before);
  const fallen = await client.ask(blueprint, "Where is my order?");
  expect(fallen.answer).toBe("I am the agent.");
  expect(fallen.usage.inputTokens).toBeGreaterThan(0);
  const steps = (await client.events(fallen.id)).map(({ event }) => event.type);
  expect(steps).toEqual(expect.arrayContaining(["rule.evaluated", "turn.completed"]));
});

it("every run of this database, however it ended, replays to an equal log with the models cut off", async () => {
  const counts = await replayAll(client, [model]);
  expect(counts.failed).toBeGreaterThanOrEqual(12);
  expect(counts.succeeded).toBeGreaterThan(70);
});
