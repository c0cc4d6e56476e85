import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { publishDrawn } from "./drawn.ts";
import { refundAgent as agent } from "./refund-agent.ts";
import { replayAll } from "./replay-all.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;

type Replay = {
  equal: boolean;
  outsideCalls: number;
  steps: number;
  events: number;
  answer: string | null;
  divergence: unknown;
  differences: unknown[];
};

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle: agent });
  app = await startApp();
  client = runClient(app);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

const replay = (id: string): Promise<Replay> => client.expectOk("POST", `/runs/${id}/replay`, {});

const expectEqual = async (id: string) => {
  const replayed = await replay(id);
  expect(replayed).toMatchObject({ equal: true, outsideCalls: 0, divergence: null, differences: [] });
  expect(replayed.answer).toBe((await client.readRun(id)).answer);
  return replayed;
};

describe("replay over HTTP", () => {
  it("every kind of end replays to an equal log with the model's server gone and the draft changed", async () => {
    const rehearsed = await client.publishTemplate("support-desk", "Rehearsed");
    const contact = { key: "kim", name: "Kim Park" };
    const runs: string[] = [];
    const keep = async (id: string) => {
      runs.push(id);
      return id;
    };
    // Answered from knowledge, by a rule at no cost, and after an action.
    for (const text of ["How long is the warranty?", "What are your opening hours?", "Where is order 1042?"])
      await keep((await client.ask(rehearsed, text, { contact })).id);
    // Approved with changed arguments.
    const approved = await client.start(
      rehearsed,
      "The kettle from order 1042 arrived broken. I want my money back.",
    );
    const approval = await client.pendingApproval(approved.runId);
    await client.decide(approval.id, {
      decision: "approve",
      arguments: { ...approval.arguments, refund_amount: 64.5 },
      comment: "Half of it.",
    });
    await keep(approved.runId);
    await client.runWhen(approved.runId, (run) => run.status === "succeeded");
    // Cancelled while it waits for a person.
    const waiting = await client.start(
      rehearsed,
      "The kettle from order 1043 arrived broken, refund 129 euros.",
    );
    await client.runWhen(waiting.runId, (run) => run.status === "waiting" || run.status === "succeeded");
    await client.send("POST", `/runs/${waiting.runId}/cancel`, {});
    await keep(waiting.runId);
    await client.runWhen(waiting.runId, (run) => run.status === "cancelled" || run.status === "succeeded");

    await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
    const weighing = await client.publishTemplate("support-desk", "Weighing", {
      "refund-order": { weigh: "always" },
    });
    const weighed = await client.ask(weighing, "Please refund order 1035, 10 euros.", { contact });
    await keep(weighed.id);
    model.set({ kind: "server-error" });
    const failed = await client.ask(weighing, "Please refund order 1037.");
    expect(failed.status).toBe("failed");
    await keep(failed.id);

    // What the run knew is in its log: the contact has another name now, the draft says something else.
    await client
      .ask(rehearsed, "Hello", { contact: { key: "kim", name: "Kim Changed" } })
      .catch(() => undefined);
    const draft = await client.expectOk("GET", `/blueprints/${weighing}`);
    const document = { ...draft.document, nodes: draft.document.nodes.slice(0, 2), wires: [] };
    await client.expectOk("PUT", `/blueprints/${weighing}`, { document, revision: draft.revision });
    await client.send("POST", `/runs/${approved.runId}/undo`, {});

    const called = model.requests.length;
    const gone = model;
    await gone.close();
    model = await startOpenAiServer({ kind: "handler", handle: agent });
    for (const id of runs) {
      const before = await client.events(id);
      await expectEqual(id);
      expect(await client.events(id)).toEqual(before);
    }
    expect(gone.requests).toHaveLength(called);
    expect(model.requests).toEqual([]);
  });

  it("refuses a run under way, one of another workspace, and says so", async () => {
    await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
    model.set({ kind: "hang" });
    const desk = await client.publishTemplate("support-desk", "Hanging");
    const { runId } = await client.start(desk, "Please refund order 1038.");
    const early = await client.send("POST", `/runs/${runId}/replay`, {});
    expect(early).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    expect(early.text).toContain("still under way");
    await client.send("POST", `/runs/${runId}/cancel`, {});
    await client.runWhen(runId, (run) => run.status === "cancelled");
    const unknown = await client.send("POST", "/runs/0190a0a0-0000-7000-8000-000000000000/replay", {});
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
  });
});

describe("what cannot be", () => {
  const inDatabase = async (text: string, values: unknown[]) => {
    const database = new pg.Client({ connectionString: app.databaseUrl });
    database.on("error", () => {});
    await database.connect();
    try {
      return await database.query(text, values);
    } finally {
      await database.end();
    }
  };

  it("a run whose version is gone is not replayed and says so; its log is kept", async () => {
    await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
    model.set({ kind: "handler", handle: agent });
    const desk = await client.publishTemplate("support-desk", "Version gone");
    const run = await client.ask(desk, "Hello, I have a question about an order.");
    const { version } = await client.readRun(run.id);
    await inDatabase("update runs set version = 99 where id = $1", [run.id]);
    const refused = await client.send("POST", `/runs/${run.id}/replay`, {});
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining("is gone or unreadable"),
    ]);
    expect((await client.events(run.id)).at(-1)?.event.type).toBe("run.finished");
    await inDatabase("update runs set version = $2 where id = $1", [run.id, version]);
    await expectEqual(run.id);
  });

  it("an approver without the role, a second decision and one after its time are refused, and nothing is done [H3.2]", async () => {
    model.set({ kind: "handler", handle: agent });
    const desk = await client.publishTemplate("support-desk", "Who may decide");
    const { runId } = await client.start(desk, "Please refund order 1021, 120 euros.");
    const { id } = await client.pendingApproval(runId);
    const own = await inDatabase("select workspace_id from runs where id = $1", [runId]);
    const viewer = await createForeignToken(app.databaseUrl, "viewer", own.rows[0].workspace_id);
    const byViewer = await app.fetch(`/api/v1/approvals/${id}`, {
      method: "POST",
      headers: { authorization: `Bearer ${viewer}`, "content-type": "application/json" },
      body: '{"decision":"approve"}',
    });
    expect(byViewer.status).toBe(403);
    await inDatabase("update approvals set expires_at = now() - interval '1 second' where id = $1", [id]);
    expect((await client.decide(id, { decision: "approve" })).status).toBe(409);
    await inDatabase("update approvals set expires_at = now() + interval '1 hour' where id = $1", [id]);
    expect((await client.decide(id, { decision: "reject" })).status).toBe(200);
    expect((await client.decide(id, { decision: "approve" })).status).toBe(409);
    const run = await client.runWhen(runId, ({ answer }) => answer !== null);
    expect(run.actions.filter(({ status }) => status === "succeeded")).toEqual([]);
  });
});

describe("undo", () => {
  const all = async () => new Map((await client.rows("orders")).map(({ id, values }) => [id, values]));

  it("restores the table to its earlier state, row by row, whole or in part, unless a person changed it since", async () => {
    await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
    const write = (operation: string, written: object[]) => ({
      ability: "table-write",
      settings: {
        table: "orders",
        operation,
        fields: written,
        ...(operation === "update" ? { matchBy: "number" } : {}),
      },
    });
    await client.publishTemplate("support-desk", "Brings its tables");
    const [sample] = await client.rows("orders");
    const columns = (await client.expectOk("GET", "/tables/orders")).columns as {
      name: string;
      required: boolean;
      type: string;
    }[];
    const name = columns.find((one) => one.type === "text" && one.name !== "number")?.name ?? "";
    const fields = (insert: boolean) => [
      ...(insert ? [{ column: "number", type: "number" }] : []),
      { column: name },
      ...columns
        .filter((one) => insert && one.required && one.name !== "number" && one.name !== name)
        .map((one) => ({
          column: one.name,
          type: typeof sample?.values[one.name] === "number" ? "number" : "text",
          fixed: String(sample?.values[one.name]),
        })),
    ];
    const blueprint = await publishDrawn(client, "Writes", {
      abilities: { add: write("insert", fields(true)), change: write("update", fields(false)) },
    });
    const before = await all();
    const numbers = [...before.values()].map(({ number }) => Number(number));
    const [one = 0, two = 0, three = 0] = numbers;
    const calls: [string, Record<string, unknown>][] = [
      ["add", { number: 90_001, [name]: "New" }],
      ["change", { number: one, [name]: "First" }],
      ["change", { number: one, [name]: "Second" }],
      ["change", { number: two, [name]: "Other" }],
      ["change", { number: three, [name]: "Third" }],
    ];
    const runIt = async () => {
      model.set({
        kind: "handler",
        handle: (request) => {
          const done = request.messages.filter(({ role }) => role === "tool").length;
          const call = calls[done];
          return call ? { toolCalls: [{ name: call[0], arguments: call[1] }] } : { text: "Written." };
        },
      });
      return client.ask(blueprint, "Write all that");
    };
    type Results = { results: { actionId: string; undone: boolean }[] };
    const whole = await runIt();
    expect(await all()).not.toEqual(before);
    const undone: Results = await client.expectOk("POST", `/runs/${whole.id}/undo`, {});
    expect(undone.results.map((result) => result.undone)).toEqual([true, true, true, true, true]);
    expect(await all()).toEqual(before);

    const parted = await runIt();
    const changed = [...(await client.rows("orders"))].find(({ values }) => values.number === three);
    await client.expectOk("PATCH", `/tables/orders/rows/${changed?.id}`, {
      values: { [name]: "By a person" },
    });
    const firstOf = (await client.readRun(parted.id)).actions.find(
      (action) => action.arguments.number === two,
    );
    const part: Results = await client.expectOk("POST", `/runs/${parted.id}/undo`, {
      actionIds: [firstOf?.id],
    });
    expect(part.results).toMatchObject([{ undone: true }]);
    const rest: Results = await client.expectOk("POST", `/runs/${parted.id}/undo`, {});
    // The person's change stays; what was undone before is not undone again.
    expect(rest.results.filter((result) => result.undone)).toHaveLength(3);
    const after = await all();
    expect(after.get(changed?.id ?? "")).toEqual({ ...before.get(changed?.id ?? ""), [name]: "By a person" });
    after.delete(changed?.id ?? "");
    before.delete(changed?.id ?? "");
    expect(after).toEqual(before);
  });
});

describe("breakpoints of a test run", () => {
  type Hit = Extract<DurableEvent, { type: "breakpoint.hit" }>;
  const hitOf = (runId: string, moment: "before" | "after") =>
    until(`The pause ${moment}`, async () =>
      (await client.events(runId))
        .map(({ event }) => event)
        .find((event): event is Hit => event.type === "breakpoint.hit" && event.moment === moment),
    );
  const resume = (hit: Hit, body: Record<string, unknown>) =>
    client.send("POST", `/breakpoints/${hit.breakpointId}`, body);
  const order = async (number: number) =>
    (await client.rows("orders")).find(({ values }) => values.number === number)?.values;
  const paused = async (name: string, text: string, breakpoints: Record<string, unknown>) => {
    await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
    model.set({ kind: "handler", handle: agent });
    const blueprint = await client.publishTemplate("support-desk", name, {
      "refund-order": { weigh: "never" },
    });
    return client.start(blueprint, text, { version: "draft", breakpoints });
  };
  const over = (id: string) => client.runWhen(id, (run) => run.answer !== null);

  it("changes what is sent and what the model reads, survives a killed worker, and replays equal [A2.17]", async () => {
    const { runId } = await paused("Paused", "Please refund order 1032, 10 euros.", {
      before: ["refund-order"],
      after: "all",
    });
    const before = await hitOf(runId, "before");
    expect(before).toMatchObject({ nodeId: "refund-order", arguments: { number: 1032, refund_amount: 10 } });
    expect(await order(1032)).not.toMatchObject({ status: "refunded" });
    await client.runWhen(runId, (run) => run.status === "waiting");
    await app.killWorker(0);
    await app.restartWorker(0);
    const args = { ...(before.arguments as object), refund_amount: 7 };
    expect((await resume(before, { decision: "continue", arguments: args })).status).toBe(200);
    expect((await resume(before, { decision: "skip" })).status).toBe(409);
    const after = await hitOf(runId, "after");
    expect(await order(1032)).toMatchObject({ status: "refunded", refund_amount: 7 });
    expect((await resume(after, { decision: "skip" })).status).toBe(400);
    await resume(after, { decision: "continue", result: { note: "changed by hand" } });
    await over(runId);
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain("changed by hand");
    await expectEqual(runId);
    const forked = await client.expectOk("POST", `/runs/${runId}/fork`, {});
    await over(forked.runId);
    await expectEqual(forked.runId);
  });

  it("takes a result in place of the call, or leaves the action out, and never stops a published run", async () => {
    const given = await paused("Supplied", "Please refund order 1033, 10 euros.", { before: "all" });
    const untouched = [await order(1033), await order(1035)];
    const result = { refunded: true, by: "hand" };
    await resume(await hitOf(given.runId, "before"), { decision: "supply", result });
    expect((await over(given.runId)).actions).toEqual([]);
    const events = (await client.events(given.runId)).map(({ event }) => event);
    expect(events.find((event) => event.type === "action.completed")).toMatchObject({ result, attempts: 0 });
    const left = await paused("Skipped", "Please refund order 1035, 10 euros.", { before: "all" });
    await resume(await hitOf(left.runId, "before"), { decision: "skip", comment: "Not today." });
    await over(left.runId);
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain("Not today.");
    expect([await order(1033), await order(1035)]).toEqual(untouched);
    for (const id of [given.runId, left.runId]) await expectEqual(id);
    const { blueprintId } = await client.expectOk("GET", `/runs/${left.runId}`);
    const live = await client.send("POST", `/blueprints/${blueprintId}/runs`, {
      input: { text: "Hello" },
      breakpoints: { before: "all" },
    });
    expect(live).toMatchObject({ status: 400, body: { error: { code: "invalid_input" } } });
  });
});

describe("the context window", () => {
  const long = (about: string) => `${about} ${"It rains and the shop is open. ".repeat(60)}`;
  const sizes = async (runId: string) => (await client.events(runId)).map(({ event }) => event);

  it("condenses a conversation over the limit, keeps all of its history, and replays the same [C1.3]", async () => {
    const window = 4000;
    const checkpoint = { facts: ["The customer is Ada."], decisions: ["Nothing was bought."], open: [] };
    const prompts: string[] = [];
    const handle = (request: ChatRequest): ChatReply => {
      const text = JSON.stringify(request.messages);
      if (text.includes("# Checkpoint")) return { text: JSON.stringify(checkpoint) };
      prompts.push(text);
      return { text: `Noted, number ${prompts.length}.` };
    };
    const server = await startOpenAiServer({ kind: "handler", handle }, { window });
    try {
      const price = { input: 1, output: 1 };
      await client.setEndpoints([{ name: "narrow", baseUrl: server.baseUrl, price, window }]);
      const blueprint = await publishDrawn(client, "Long talk", {});
      let conversationId: string | undefined;
      const runs: string[] = [];
      for (let index = 1; index <= 12; index++) {
        const text = long(`Order ORD-${1000 + index} is mine.`);
        const run = await client.ask(blueprint, text, conversationId ? { conversationId } : {});
        expect(run, `run ${index}`).toMatchObject({ status: "succeeded", answer: `Noted, number ${index}.` });
        conversationId = run.conversationId;
        runs.push(run.id);
      }
      const logs = await Promise.all(runs.map(sizes));
      const compacted = logs.flat().filter((event) => event.type === "context.compacted");
      expect(compacted.length).toBeGreaterThan(0);
      expect(compacted.length).toBeLessThan(12);
      for (const one of compacted) {
        expect(one).toMatchObject({
          how: "condensed",
          window,
          checkpoint: { facts: ["The customer is Ada."] },
        });
        expect(one.tokensAfter).toBeLessThan(one.tokensBefore);
        expect(one.usage.costUsd).toBeGreaterThan(0);
      }
      // Each starts where the one before ended: what was condensed is not condensed again.
      const through = compacted.map((one) => runs.indexOf(one.throughRun ?? ""));
      expect(through).toEqual([...new Set(through)].sort((a, b) => a - b));
      const last = prompts.at(-1) ?? "";
      expect(last).toContain("Earlier in this conversation");
      expect(last).toContain("ORD-1001");
      expect(last).not.toContain("Order ORD-1001 is mine");
      for (const event of logs.flat())
        if (event.type === "turn.started") {
          const { context } = event;
          expect(context?.window).toBe(window);
          const parts = Object.values(context?.parts ?? {});
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(context?.estimated);
        }
      expect(server.requests.filter(({ path }) => path === "/v1/chat/completions")).toHaveLength(
        12 + compacted.length,
      );
      const history = await client.expectOk("GET", `/runs/${runs[0]}`);
      expect(history.input.text).toContain("Order ORD-1001 is mine");
      const before = server.requests.length;
      const replay = await client.expectOk("POST", `/runs/${runs.at(-1)}/replay`, {});
      expect(replay).toMatchObject({ equal: true, outsideCalls: 0, differences: [] });
      expect(server.requests.length).toBe(before);
    } finally {
      await server.close();
    }
  });

  it("learns an unknown window from the refusal, goes on without a summary, and refuses one message too long", async () => {
    const window = 3000;
    let condenses = false;
    const handle = (request: ChatRequest): ChatReply => {
      if (JSON.stringify(request.messages).includes("# Checkpoint")) return { text: "I would rather not." };
      condenses = true;
      return { text: "All right." };
    };
    const server = await startOpenAiServer({ kind: "handler", handle }, { window });
    try {
      await client.setEndpoints([{ name: "unknown", baseUrl: server.baseUrl }]);
      const blueprint = await publishDrawn(client, "Unknown window", {});
      let conversationId: string | undefined;
      let compacted: unknown;
      for (let index = 1; index <= 6; index++) {
        const run = await client.ask(blueprint, long(`Order ORD-${index}000.`), { conversationId });
        expect(run, `run ${index}`).toMatchObject({ status: "succeeded", answer: "All right." });
        conversationId = run.conversationId;
        compacted ??= (await sizes(run.id)).find((event) => event.type === "context.compacted");
      }
      expect(condenses).toBe(true);
      expect(compacted).toMatchObject({
        how: "left-out",
        window,
        throughRun: null,
        reason: expect.stringContaining("refused the prompt"),
        checkpoint: { note: expect.stringContaining("left out") },
      });
      const run = await client.ask(blueprint, "word ".repeat(6000));
      expect(run).toMatchObject({ status: "failed", error: { code: "too_large" } });
      expect(run.error?.message).toMatch(/Shorten/);
      const replay = await client.expectOk("POST", `/runs/${run.id}/replay`, {});
      expect(replay).toMatchObject({ equal: true, outsideCalls: 0 });
    } finally {
      await server.close();
    }
  });
});

it("every run of this database, forks among them, replays to an equal log with the models cut off", async () => {
  const counts = await replayAll(client, [model]);
  expect(Object.keys(counts)).toEqual(expect.arrayContaining(["succeeded", "failed"]));
});
