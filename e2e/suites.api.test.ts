import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { type RunClient, runClient } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";
import { suiteClient } from "./suite-client.ts";

let app: RunningApp;
let client: RunClient;
let suites: ReturnType<typeof suiteClient>;
let quick: OpenAiServer;
let careful: OpenAiServer;
let thinkingMs = 0;

const bodyOf = (request: ChatRequest) => JSON.stringify(request.messages);
const toolsOf = (server: OpenAiServer) =>
  new Set(server.requests.flatMap(({ body }) => (body.tools ?? []).map((tool) => tool.function.name)));

/** Looks the order up, then tells its state. */
async function lookUp(request: ChatRequest): Promise<ChatReply> {
  await wait(thinkingMs);
  if (request.messages.some(({ role }) => role === "tool")) return { text: "Order 1031 was delivered." };
  return { toolCalls: [{ name: "find_order", arguments: { number: "1031" } }] };
}

/** Pays back, then says so. */
function payBack(request: ChatRequest): ChatReply {
  if (bodyOf(request).includes("# Judge")) return { text: '{"met": true, "reason": "It is kind."}' };
  if (request.messages.some(({ role }) => role === "tool")) return { text: "You get 89 EUR back." };
  const args = { number: "1031", refund_amount: 89, refund_reason: "Broken" };
  return { toolCalls: [{ name: "refund_order", arguments: args }] };
}

const ability = (id: string, config: object) => ({ id, kind: "ability", title: id, config });
const wire = (id: string, from: [string, string], to: [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
});
const agent = (id: string, title: string, config: object) => ({ id, kind: "agent", title, config });

/** A rule sends refunds to one agent and all else to another; each has its own model, tools, limits and goal. */
const twoAgents = {
  format: 1,
  name: "Two agents",
  nodes: [
    { id: "chat", kind: "chat", title: "Chat", config: {} },
    {
      id: "rule",
      kind: "rule",
      title: "Refund?",
      config: { branches: [{ id: "refund", label: "Refund", when: "input.text.contains('refund')" }] },
    },
    agent("info", "Information", {
      instructions: "Tell where orders are.",
      model: "quick/test-model",
      maxTurns: 5,
    }),
    agent("refunds", "Refunds", {
      instructions: "Pay back what is broken.",
      model: "careful/test-model",
      maxTurns: 1,
    }),
    {
      id: "told",
      kind: "goal",
      title: "Told",
      config: {
        statement: "The customer knows.",
        criteria: [{ id: "a", label: "Answered", kind: "condition", when: "run.answered" }],
      },
    },
    {
      id: "paid",
      kind: "goal",
      title: "Paid",
      config: {
        statement: "The money is back.",
        criteria: [{ id: "a", label: "Refunded", kind: "ability-succeeded", ability: "refund_order" }],
      },
    },
    ability("find", {
      ability: "table-find",
      name: "find_order",
      settings: { table: "orders", matchBy: ["number"] },
    }),
    { id: "gate", kind: "approval", title: "Always", config: { when: "true", reason: "Money leaves" } },
    ability("refund", {
      ability: "table-write",
      name: "refund_order",
      settings: {
        table: "orders",
        operation: "update",
        matchBy: "number",
        fields: [
          { column: "status", fixed: "refunded" },
          { column: "refund_amount", type: "number" },
          { column: "refund_reason" },
        ],
      },
    }),
  ].map((node, index) => ({ ...node, position: { x: 300 * (index % 4), y: 150 * Math.floor(index / 4) } })),
  wires: [
    wire("w1", ["chat", "starts"], ["rule", "start"]),
    wire("w2", ["rule", "refund"], ["refunds", "start"]),
    wire("w3", ["rule", "else"], ["info", "start"]),
    wire("w4", ["info", "can"], ["find", "used"]),
    wire("w5", ["info", "pursues"], ["told", "pursued"]),
    wire("w6", ["refunds", "can"], ["gate", "asked"]),
    wire("w7", ["gate", "allows"], ["refund", "used"]),
    wire("w8", ["refunds", "pursues"], ["paid", "pursued"]),
  ],
};

const findsOrder = {
  title: "Finds the order",
  messages: ["Where is order 1031?"],
  tags: ["en"],
  expectations: [
    { kind: "ability-called", ability: "find_order", when: 'arguments.number == "1031"' },
    { kind: "answer-contains", text: "delivered" },
    { kind: "outcome", verdict: "met" },
    { kind: "max-turns", turns: 2 },
  ],
};
const wantsTomorrow = {
  title: "Promises tomorrow",
  messages: ["When does order 1031 arrive?"],
  tags: ["en", "vip"],
  heldOut: true,
  expectations: [{ kind: "answer-contains", text: "tomorrow" }],
};
const paysBack = {
  title: "Pays back",
  messages: ["My pan of order 1031 is broken, I want a refund"],
  tags: ["de"],
  expectations: [
    { kind: "ability-called", ability: "refund_order", when: "arguments.refund_amount == 89" },
    { kind: "answer-contains", text: "89 EUR" },
    { kind: "judge", rubric: "The answer is kind." },
  ],
};

beforeAll(async () => {
  quick = await startOpenAiServer({ kind: "handler", handle: lookUp });
  careful = await startOpenAiServer({ kind: "handler", handle: payBack });
  app = await startApp({ workers: 2 });
  client = runClient(app);
  suites = suiteClient(client);
  await client.setEndpoints(
    [
      { name: "quick", baseUrl: quick.baseUrl },
      { name: "careful", baseUrl: careful.baseUrl },
    ],
    "careful/test-model",
  );
  await client.publishTemplate("support-desk", "Desk, for its tables");
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([quick?.close(), careful?.close()]);
});

async function draw(change: (document: Blueprint) => Blueprint = (document) => document): Promise<string> {
  const made = await client.expectOk("POST", "/blueprints", { document: twoAgents });
  const document = change(made.document);
  if (document !== made.document)
    await client.expectOk("PUT", `/blueprints/${made.id}`, { document, revision: made.revision });
  return made.id;
}

async function edit(id: string, change: (document: Blueprint) => Blueprint): Promise<void> {
  const { document, revision } = await client.expectOk("GET", `/blueprints/${id}`);
  await client.expectOk("PUT", `/blueprints/${id}`, { document: change(document), revision });
}

test("[A2.10] each agent has its own model, tools, limits and evals, and editing one changes only its score", async () => {
  const blueprintId = await draw();
  const info = await suites.create(blueprintId, { agentNodeId: "info", cases: [findsOrder, wantsTomorrow] });
  const refunds = await suites.create(blueprintId, { agentNodeId: "refunds", cases: [paysBack] });
  const before = await client.rows("orders");
  quick.requests.length = 0;
  careful.requests.length = 0;

  const [first, second] = await Promise.all([suites.run(info.id), suites.run(refunds.id)]);
  expect(first).toMatchObject({ status: "finished", version: null, agentNodeId: "info" });
  expect(first.results.map(({ status }) => status)).toEqual(["passed", "failed"]);
  expect(first.score.overall).toMatchObject({ passed: 1, failed: 1, rate: { share: 0.5 } });
  const [missed] = first.results[1]?.checks ?? [];
  expect(missed).toMatchObject({ passed: false, expectation: { text: "tomorrow" } });
  expect(missed?.reason).toContain("Order 1031 was delivered");

  // The other agent may take one turn only, so it never gets to answer: the case says so, as it would a person.
  expect(second.score.overall).toMatchObject({ passed: 0, failed: 1 });
  expect(second.results[0]?.checks[0]).toMatchObject({ passed: false, expectation: { kind: "status" } });
  expect(second.results[0]?.checks[0]?.reason).toContain("limit of 1 turns");

  // Each was asked of its own model, with its own tools, and began at its agent without passing the rule.
  expect(toolsOf(quick)).toEqual(new Set(["find_order"]));
  expect(toolsOf(careful)).toEqual(new Set(["refund_order"]));
  const events = await client.events(first.results[0]?.runIds[0] ?? "");
  expect(events.filter(({ event }) => event.type === "rule.evaluated")).toEqual([]);
  expect(events.find(({ event }) => event.type === "node.entered")?.event).toMatchObject({
    nodeId: "info",
    viaWireId: null,
  });
  const measured = events.flatMap(({ event }) => (event.type === "outcome.assessed" ? [event.nodeId] : []));
  expect(measured).toEqual(["told"]);

  await edit(blueprintId, (document) => changeConfig(document, "refunds", { maxTurns: 4 }));
  const [again, better] = await Promise.all([suites.run(info.id), suites.run(refunds.id)]);
  expect(again.score).toEqual(first.score);
  expect(better.score.overall).toMatchObject({ passed: 1, failed: 0 });
  const same = await client.expectOk("GET", `/suite-runs/${again.id}/compare?with=${first.id}`);
  expect(same.flips).toEqual([]);
  const changed = await client.expectOk("GET", `/suite-runs/${better.id}/compare?with=${second.id}`);
  expect(changed.flips).toMatchObject([
    { title: "Pays back", before: "failed", after: "passed", change: "fixed" },
  ]);

  // Nothing was paid, nobody was asked, and no figure of the blueprint knows of it.
  expect(await client.rows("orders")).toEqual(before);
  const runId = better.results[0]?.runIds[0] ?? "";
  expect(await client.expectOk("GET", `/runs/${runId}`)).toMatchObject({
    purpose: "evaluation",
    outcome: { verdict: "met" },
    actions: [],
  });
  const refunded = (await client.events(runId)).flatMap(({ event }) =>
    event.type === "action.completed" ? [event] : [],
  );
  expect(refunded).toMatchObject([
    { simulated: true, undoable: false, result: { row: { status: "refunded" } } },
  ]);
  const { items: listed } = await client.expectOk("GET", `/runs?blueprintId=${blueprintId}`);
  expect(listed).toEqual([]);
  const { items: evaluations } = await client.expectOk(
    "GET",
    `/runs?purpose=evaluation&blueprintId=${blueprintId}`,
  );
  expect(evaluations.length).toBe(6);
  const { items: asked } = await client.expectOk("GET", "/approvals?status=pending");
  expect(asked).toEqual([]);
  expect((await client.send("POST", `/runs/${runId}/ratings`, { value: 1 })).status).toBe(409);
});

test("[S0.12] [H5.3] held-out cases are scored apart, by segment, and by version; a suite runs on publish", async () => {
  const blueprintId = await draw((document) => changeConfig(document, "refunds", { maxTurns: 4 }));
  const suite = await suites.create(blueprintId, {
    runOnPublish: true,
    cases: [
      { ...findsOrder, expectations: findsOrder.expectations.slice(0, 2) },
      wantsTomorrow,
      paysBack,
      { ...paysBack, title: "Held out", heldOut: true, tags: ["de", "vip"] },
    ],
  });
  await client.expectOk("POST", `/blueprints/${blueprintId}/publish`, {});
  const first = await suites.newestFinished(suite.id);
  expect(first).toMatchObject({ version: 1, cause: "publish", status: "finished" });
  expect(first.score).toMatchObject({
    total: 4,
    errored: 0,
    overall: { passed: 3, failed: 1, rate: { share: 0.75 } },
    tuned: { passed: 2, failed: 0 },
    heldOut: { passed: 1, failed: 1, rate: { share: 0.5 } },
    tags: [
      { tag: "de", passed: 2, failed: 0 },
      { tag: "en", passed: 1, failed: 1 },
      { tag: "vip", passed: 1, failed: 1 },
    ],
  });
  expect(first.score.overall.rate?.low).toBeCloseTo(0.3006, 3);
  expect(first.score.overall.rate?.high).toBeCloseTo(0.9544, 3);

  await edit(blueprintId, (document) => changeConfig(document, "refunds", { maxTurns: 1 }));
  await client.expectOk("POST", `/blueprints/${blueprintId}/publish`, {});
  const second = await suites.newestFinished(suite.id, first.id);
  expect(second).toMatchObject({ version: 2, score: { overall: { passed: 1, failed: 3 } } });
  const { items } = await client.expectOk("GET", `/suites/${suite.id}/history`);
  expect(items).toMatchObject([
    { version: 2, score: { heldOut: { passed: 0, failed: 2, rate: { share: 0 } } } },
    { version: 1, score: { heldOut: { passed: 1, failed: 1, rate: { share: 0.5 } } } },
  ]);
});

test("a conversation of several messages, and writing for real when the suite says so", async () => {
  const blueprintId = await draw((document) => changeConfig(document, "refunds", { maxTurns: 4 }));
  const real = await suites.create(blueprintId, {
    agentNodeId: "info",
    writes: "real",
    cases: [
      {
        ...findsOrder,
        messages: ["Good morning", "Where is order 1031?"],
        expectations: [{ kind: "condition", when: "size(calls) == 2 && run.turns == 4" }],
      },
    ],
  });
  const run = await suites.run(real.id);
  expect(run.results[0]).toMatchObject({ status: "passed", turns: 4 });
  expect(run.results[0]?.runIds.length).toBe(2);
  const [one, two] = await Promise.all((run.results[0]?.runIds ?? []).map(client.readRun));
  expect(one?.conversationId).toBe(two?.conversationId);

  await edit(blueprintId, (document) => ({
    ...document,
    wires: [
      ...document.wires.filter(({ id }) => id !== "w6" && id !== "w7"),
      { id: "direct", from: { node: "refunds", port: "can" }, to: { node: "refund", port: "used" } },
    ],
  }));
  const paying = await suites.create(blueprintId, {
    agentNodeId: "refunds",
    writes: "real",
    cases: [paysBack],
  });
  expect((await suites.run(paying.id)).score.overall.passed).toBe(1);
  const order = (await client.rows("orders")).find((row) => row.values.number === 1031);
  expect(order?.values).toMatchObject({ status: "refunded", refund_amount: 89 });
});

test("a suite run survives the death of its worker, and each case is run once", async () => {
  const blueprintId = await draw();
  const cases = Array.from({ length: 12 }, (_, index) => ({ ...findsOrder, title: `Case ${index}` }));
  const suite = await suites.create(blueprintId, { agentNodeId: "info", cases });
  thinkingMs = 150;
  const started = await suites.start(suite.id);
  await suites.runWhen(started.id, ({ score }) => score.done >= 2);
  await Promise.all([app.killWorker(0), app.killWorker(1)]);
  const halfway = await client.expectOk("GET", `/suite-runs/${started.id}`);
  expect(halfway.status).toBe("running");
  expect(halfway.score.done).toBeLessThan(12);
  await app.restartWorker(0);
  await app.restartWorker(1);
  const done = await suites.runWhen(started.id, ({ status }) => status !== "running", 60);
  thinkingMs = 0;
  expect(done).toMatchObject({
    status: "finished",
    score: { overall: { passed: 12, failed: 0 }, errored: 0 },
  });
  expect(done.results.map(({ runIds }) => runIds.length)).toEqual(cases.map(() => 1));
  const { items } = await client.expectOk(
    "GET",
    `/runs?purpose=evaluation&blueprintId=${blueprintId}&limit=200`,
  );
  expect(items.length).toBe(12);
}, 120_000);

test("a suite run can be stopped, and what it had under way stops with it", async () => {
  const blueprintId = await draw();
  const cases = Array.from({ length: 10 }, (_, index) => ({ ...findsOrder, title: `Case ${index}` }));
  const suite = await suites.create(blueprintId, { agentNodeId: "info", cases });
  thinkingMs = 5_000;
  const started = await suites.start(suite.id);
  await suites.runWhen(started.id, ({ results }) => results.some(({ runIds }) => runIds.length > 0));
  await client.expectOk("POST", `/suite-runs/${started.id}/cancel`);
  const stopped = await suites.runWhen(started.id, ({ status }) => status !== "running");
  expect(stopped).toMatchObject({
    status: "cancelled",
    score: { overall: { passed: 0, failed: 0, rate: null } },
  });
  const runIds = stopped.results.flatMap((result) => result.runIds);
  for (const id of runIds) await client.runWhen(id, (run) => run.status === "cancelled");
  thinkingMs = 0;
  expect((await client.send("POST", `/suite-runs/${started.id}/cancel`)).status).toBe(409);
});

test("a case is made of a run, with expectations that hold", async () => {
  const blueprintId = await draw();
  const run = await client.ask(blueprintId, "Where is order 1031?", { version: "draft" });
  const proposed = await client.expectOk("GET", `/runs/${run.id}/case`);
  expect(proposed).toMatchObject({ title: "Where is order 1031?", messages: ["Where is order 1031?"] });
  expect(proposed.expectations).toContainEqual({ kind: "ability-called", ability: "find_order", when: "" });
  expect(proposed.expectations).toContainEqual({ kind: "answer-contains", text: "1031" });
  const suite = await suites.create(blueprintId, { cases: [proposed] });
  expect((await suites.run(suite.id)).score.overall).toMatchObject({ passed: 1, failed: 0 });
});

test("cases are edited, exported and imported; wrong ones are refused by field", async () => {
  const blueprintId = await draw();
  const suite = await suites.create(blueprintId, { cases: [findsOrder, wantsTomorrow] });
  const at = `/suites/${suite.id}`;
  const wrong = (body: object) => client.send("POST", `${at}/cases`, { ...findsOrder, ...body });
  const pathOf = (answer: { body: { error: { details: { path: string }[] } } }) =>
    answer.body.error.details[0]?.path;
  expect(pathOf(await wrong({ title: " " }))).toBe("title");
  expect(pathOf(await wrong({ messages: [] }))).toBe("messages");
  expect(pathOf(await wrong({ expectations: [] }))).toBe("expectations");
  expect(pathOf(await wrong({ expectations: [{ kind: "condition", when: "a &&" }] }))).toBe(
    "expectations.0.when",
  );
  expect(pathOf(await wrong({ expectations: [{ kind: "answer-matches", pattern: "(" }] }))).toBe(
    "expectations.0.pattern",
  );
  expect(pathOf(await client.send("PATCH", at, { agentNodeId: "rule" }))).toBe("agentNodeId");
  expect(pathOf(await client.send("POST", "/suites", { blueprintId, name: "", cases: [] }))).toBe("name");

  const csv = await (await app.fetch(`/api/v1${at}/cases/export?format=csv`)).text();
  const other = await suites.create(blueprintId, { cases: [] });
  expect((await client.send("POST", `/suites/${other.id}/runs`, {})).status).toBe(409);
  await client.expectOk("POST", `/suites/${other.id}/cases/import`, { csv });
  const titles = async (id: string) =>
    (await client.expectOk("GET", `/suites/${id}/cases`)).items.map(({ title }: { title: string }) => title);
  expect(await titles(other.id)).toEqual(["Finds the order", "Promises tomorrow"]);
  const broken = await client.send("POST", `/suites/${other.id}/cases/import`, {
    csv: `${csv}Bad,,en,true,[]\r\n`,
  });
  expect(broken.status).toBe(400);
  expect(broken.body.error.details[0]?.path).toMatch(/^rows\.4\./);
  const exported = await client.expectOk("GET", `${at}/cases/export`);
  await client.expectOk("POST", `/suites/${other.id}/cases/import`, { ...exported, replace: true });
  expect(await titles(other.id)).toEqual(["Finds the order", "Promises tomorrow"]);

  const { items } = await client.expectOk("GET", `${at}/cases`);
  await client.expectOk("PUT", `${at}/cases/${items[0].id}`, { ...findsOrder, title: "Renamed" });
  await client.expectOk("DELETE", `${at}/cases/${items[1].id}`);
  expect(await titles(suite.id)).toEqual(["Renamed"]);
  const audit = await client.expectOk("GET", "/audit?limit=200");
  const told = audit.items.map(({ action }: { action: string }) => action);
  for (const action of ["suite.created", "suite.case-changed", "suite.case-deleted", "suite.cases-imported"])
    expect(told).toContain(action);
});

test("another workspace and a weaker role reach nothing of it", async () => {
  const blueprintId = await draw();
  const suite = await suites.create(blueprintId, { cases: [findsOrder] });
  const run = await suites.run(suite.id);
  const as = async (token: string, method: string, path: string, body?: object) =>
    (
      await fetch(`${app.baseUrl}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    ).status;
  const foreign = await createForeignToken(app.databaseUrl);
  for (const [method, path, body] of [
    ["GET", `/suites/${suite.id}`],
    ["GET", `/suites/${suite.id}/cases`],
    ["GET", `/suites/${suite.id}/cases/export`],
    ["POST", `/suites/${suite.id}/runs`, {}],
    ["DELETE", `/suites/${suite.id}`],
    ["GET", `/suite-runs/${run.id}`],
    ["POST", `/suite-runs/${run.id}/cancel`, {}],
    ["POST", "/suites", { blueprintId, name: "Mine" }],
  ] as [string, string, object?][])
    expect(`${method} ${path} ${await as(foreign, method, path, body)}`).toBe(`${method} ${path} 404`);
});

test.each(["support-desk", "lead-qualifier"])(
  "the suite of the template %s passes on the rehearsal model",
  async (template) => {
    const rehearsal = "rehearsal/rehearsal-1";
    const tiers = { fast: rehearsal, standard: rehearsal, frontier: rehearsal };
    await client.expectOk("PATCH", "/workspaces/current", { settings: { models: { tiers } } });
    const { id } = await client.expectOk("POST", "/blueprints", { template, name: `Tested ${template}` });
    const { items } = await client.expectOk("GET", `/suites?blueprintId=${id}`);
    expect(items.length).toBe(1);
    expect(items[0].caseCount).toBeGreaterThanOrEqual(6);
    const run = await suites.run(items[0].id);
    const failed = run.results.filter(({ status }) => status !== "passed");
    expect(failed.map((result) => [result.case.title, result.checks, result.error])).toEqual([]);
  },
);

it("a rubric scores each criterion: a vague request gets exactly one question and then an act, a clear one none, and a cold answer fails [B3]", {
  timeout: 120_000,
}, async () => {
  const tiersOf = (model: string) =>
    client.expectOk("PATCH", "/workspaces/current", {
      settings: {
        models: {
          endpoints: [
            { name: "quick", baseUrl: quick.baseUrl },
            { name: "careful", baseUrl: careful.baseUrl },
          ],
          tiers: { fast: model, standard: model, frontier: model },
        },
      },
    });
  await tiersOf("rehearsal/rehearsal-1");
  try {
    const desk = await client.publishTemplate("returns-desk", "Manners");
    const exported = await client.expectOk("GET", `/blueprints/${desk}/export`);
    const cases = exported.suites[0].cases.filter(({ tags }: { tags: string[] }) => tags.includes("manner"));
    expect(cases.length).toBe(5);
    const suite = await suites.create(desk, { name: "Manners", cases });
    const fine = await suites.run(suite.id);
    expect(fine.score.overall).toMatchObject({ passed: 5, failed: 0 });
    const scoresOf = (run: typeof fine) =>
      run.results.flatMap(({ checks }) =>
        checks.flatMap((check) =>
          "criteria" in check ? (check.criteria as { label: string; met: boolean }[]) : [],
        ),
      );
    expect(scoresOf(fine).map(({ label, met }) => [label, met])).toEqual([
      ["The answer acknowledges how the person feels.", true],
      ["The answer blames nobody.", true],
      ["The answer uses plain words, no jargon.", true],
      ["The answer asks one question.", true],
      ["The answer uses plain words, no jargon.", true],
    ]);

    // The same in a conversation people can see.
    const questions = (text: string | null) => text?.match(/\?/g)?.length ?? 0;
    const vague = await client.ask(desk, "I need help", { contact: { key: "unsure" } });
    expect([questions(vague.answer), vague.actions]).toEqual([1, []]);
    const { conversationId } = vague;
    const settled = await client.ask(desk, "Please refund order 7002", { conversationId });
    expect([questions(settled.answer), settled.outcome?.verdict]).toEqual([0, "met"]);
    expect(settled.actions.at(-1)).toMatchObject({ status: "succeeded", arguments: { due_cents: 5100 } });
    const again = await client.ask(desk, "Help", { contact: { key: "still-unsure" } });
    const twice = await client.ask(desk, "with a problem", { conversationId: again.conversationId });
    expect(twice.answer).not.toBe(again.answer);
    expect(twice.answer).toContain("hand this to a person");

    // A model that answers coldly is judged by the same rubric, and falls short.
    const cold =
      "As stated, you should have read the aforementioned terms. Which order? Which item? Which day?";
    careful.set({ kind: "reply", reply: { text: cold } });
    const { document, revision } = await client.expectOk("GET", `/blueprints/${desk}`);
    await client.expectOk("PUT", `/blueprints/${desk}`, {
      document: changeConfig(document, "agent", { model: "careful/test-model" }),
      revision,
    });
    const failed = await suites.run(suite.id);
    expect(failed.score.overall).toMatchObject({ passed: 0, failed: 5 });
    expect(scoresOf(failed).every(({ met }) => !met)).toBe(true);
    const upset = failed.results.find(({ case: { title } }) => title.startsWith("An upset"));
    expect(upset?.checks.map(({ passed, reason }) => [passed, reason])).toEqual([
      [false, "0 % of the rubric is met; 75 % is the bar."],
      [false, expect.stringContaining("It asked 3 questions.")],
    ]);
  } finally {
    careful.set({ kind: "handler", handle: payBack });
    await tiersOf("careful/test-model");
  }
});
