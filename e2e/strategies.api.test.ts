import { afterAll, beforeAll, expect, it } from "vitest";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { abilitiesOf, type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle: answer });
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
});
afterAll(async () => {
  await app?.stop();
  await model?.close();
});

const question = "Where is order 1042?";
const strategies = ["direct", "plan", "verify"] as const;
const traced = ["plan.made", "plan.marked", "draft.checked", "action.completed", "message.completed"];

/** A model that plans when asked to, checks when asked to, and else looks up and answers; its first draft is bad. */
function answer({ messages }: ChatRequest): ChatReply {
  const system = String(messages[0]?.content);
  const said = JSON.stringify(messages);
  if (system.startsWith("# Check"))
    return said.includes("by courier")
      ? { text: '{"release": false, "problems": ["Nothing says that it went by courier."]}' }
      : { text: '{"release": true, "problems": []}' };
  if (system.includes("## Planning"))
    return {
      text: '{"steps":[{"do":"Look the order up","uses":"find_order"},{"do":"Say where it is","uses":null}]}',
    };
  if (!messages.some(({ role }) => role === "tool"))
    return { toolCalls: [{ name: "find_order", arguments: { number: "1042" } }] };
  return {
    text: said.includes("Check before sending")
      ? "Order 1042 was delivered."
      : "Order 1042 was delivered by courier.",
  };
}

async function runWith(agent: Record<string, unknown>, text = question) {
  const name = `Agent ${JSON.stringify(agent)}`.slice(0, 100);
  const blueprint = await client.publishTemplate("support-desk", name, { agent });
  const run = await client.ask(blueprint, text);
  const events = (await client.events(run.id)).map(({ event }) => event);
  return { run, events, trace: events.map(({ type }) => type).filter((type) => traced.includes(type)) };
}

const turnsOf = (events: DurableEvent[]) =>
  events.flatMap((event) => (event.type === "turn.started" ? [event.purpose ?? "answer"] : []));

it("[G2.3] one question, one model, three strategies: three traces anybody can tell apart", async () => {
  const [direct, plan, verify] = await Promise.all(
    strategies.map((strategy) =>
      runWith({ model: "local/test-model", strategy, maxTurns: 8, maxActions: 4, maxSeconds: 60 }),
    ),
  );
  expect(direct?.trace).toEqual(["action.completed", "message.completed"]);
  expect(turnsOf(direct?.events ?? [])).toEqual(["answer", "answer"]);
  expect(direct?.run.answer).toBe("Order 1042 was delivered by courier.");

  expect(plan?.trace).toEqual([
    "plan.made",
    "action.completed",
    "plan.marked",
    "plan.marked",
    "message.completed",
  ]);
  expect(turnsOf(plan?.events ?? [])).toEqual(["plan", "answer", "answer"]);
  expect(plan?.events).toContainEqual(
    expect.objectContaining({ type: "plan.marked", state: "done", evidence: "find_order succeeded." }),
  );

  expect(verify?.trace).toEqual(["action.completed", "draft.checked", "draft.checked", "message.completed"]);
  expect(turnsOf(verify?.events ?? [])).toEqual(["answer", "answer", "check", "answer", "check"]);
  expect(verify?.events).toContainEqual(
    expect.objectContaining({
      type: "draft.checked",
      verdict: "returned",
      problems: ["Nothing says that it went by courier."],
      draft: "Order 1042 was delivered by courier.",
    }),
  );
  expect(verify?.run.answer).toBe("Order 1042 was delivered.");
  for (const one of [direct, plan, verify])
    expect(one?.events).toContainEqual(
      expect.objectContaining({ type: "turn.completed", provider: "local", model: "test-model" }),
    );
});

it("[G2.3] an action that fails leads to a new plan, which every later turn is shown", async () => {
  model.requests.length = 0;
  const { events } = await runWith({
    model: "local/test-model",
    strategy: "plan",
    instructions: "Look it up.",
  });
  const shown = model.requests.map(({ body }) => String(body.messages[0]?.content));
  expect(shown[1]).toContain("1. [now] Look the order up (find_order)");
  expect(shown[2]).toContain("1. [done] Look the order up (find_order)");
  expect(events.filter(({ type }) => type === "plan.made")).toHaveLength(1);

  let looked = 0;
  model.set({
    kind: "handler",
    handle: (request) => {
      const reply = answer(request);
      // The first look-up names nothing the ability knows.
      if (reply.toolCalls && looked++ === 0)
        return { toolCalls: [{ name: "find_order", arguments: { colour: "blue" } }] };
      return reply;
    },
  });
  const failed = await runWith({ model: "local/test-model", strategy: "plan" });
  model.set({ kind: "handler", handle: answer });
  const plans = failed.events.filter((event) => event.type === "plan.made");
  expect(plans).toMatchObject([
    { number: 1, reason: "" },
    { number: 2, reason: expect.stringContaining("find_order failed") },
  ]);
  expect(failed.events).toContainEqual(
    expect.objectContaining({ type: "plan.marked", number: 1, state: "failed" }),
  );
});

it("[G2.3] limits stop an agent that loops, and the run says which one", async () => {
  let calls = 0;
  model.set({
    kind: "handler",
    handle: ({ messages }) =>
      String(messages[0]?.content).includes("## Planning")
        ? { text: '{"steps":[{"do":"Look","uses":"find_order"}]}' }
        : { toolCalls: [{ name: "find_order", arguments: { number: String(2000 + calls++) } }] },
  });
  try {
    for (const strategy of strategies) {
      const { run, events } = await runWith({ model: "local/test-model", strategy, maxTurns: 5 });
      expect(run).toMatchObject({
        status: "failed",
        answer: null,
        error: { code: "limit_reached", message: expect.stringContaining("limit of 5 turns") },
        outcome: { verdict: "blocked" },
      });
      expect(events).toContainEqual({
        type: "budget.warned",
        nodeId: "agent",
        limit: "turns",
        used: 5,
        max: 5,
      });
      // The turn that made the plan is one of the five.
      expect(abilitiesOf(events.map((event) => ({ event })))).toHaveLength(strategy === "plan" ? 4 : 5);
    }
    const short = await runWith({ model: "local/test-model", maxActions: 2, maxTurns: 6 });
    expect(short.events).toContainEqual(
      expect.objectContaining({ type: "budget.warned", limit: "actions", max: 2 }),
    );
    expect(abilitiesOf(short.events.map((event) => ({ event })))).toHaveLength(2);
  } finally {
    model.set({ kind: "handler", handle: answer });
  }
});

it("[G2.3] the rehearsal model plans, acts and checks as sensibly with each", async () => {
  for (const strategy of strategies) {
    const { run, trace, events } = await runWith({ model: "rehearsal/rehearsal-1", strategy });
    expect(run).toMatchObject({ status: "succeeded", outcome: { verdict: "met" } });
    expect(run.answer).toContain("Order 1042 is delivered");
    expect(trace).toEqual(
      {
        direct: ["action.completed", "message.completed"],
        plan: ["plan.made", "action.completed", "plan.marked", "plan.marked", "message.completed"],
        verify: ["action.completed", "draft.checked", "message.completed"],
      }[strategy],
    );
    if (strategy === "plan")
      expect(events).toContainEqual(
        expect.objectContaining({
          type: "plan.made",
          steps: [
            { text: "Find the order", ability: "find_order" },
            expect.objectContaining({ ability: null }),
          ],
        }),
      );
  }
  for (const text of ["hi", "My kettle arrived broken, how long do I have to return it?"])
    for (const strategy of strategies) {
      const { run } = await runWith({ model: "rehearsal/rehearsal-1", strategy }, text);
      expect(run.status).toBe("succeeded");
      expect(run.answer).not.toBe("");
    }
});

it("a strategy nobody knows is refused by name, and older documents are direct", async () => {
  const made = await client.expectOk("POST", "/blueprints", { template: "first-agent", name: "Older" });
  const agent = made.document.nodes.find(({ id }: { id: string }) => id === "agent");
  expect(agent.config.strategy).toBe("direct");
  agent.config.strategy = "gamble";
  const refused = await client.send("PUT", `/blueprints/${made.id}`, {
    document: made.document,
    revision: made.revision,
  });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("strategy");
  delete agent.config.strategy;
  const saved = await client.expectOk("PUT", `/blueprints/${made.id}`, {
    document: made.document,
    revision: made.revision,
  });
  expect(JSON.stringify(saved)).not.toContain("gamble");
});
