import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Why } from "#lib/api/contracts/explanations.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { replayAll } from "./replay-all.ts";
import { abilitiesOf, type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;

type Decision = Extract<DurableEvent, { type: "decision.made" }>;
type Change = Record<string, Record<string, unknown>>;

const weights = (speed: number, quality: number) => [
  { id: "speed", label: "Speed", weight: speed },
  { id: "quality", label: "Quality", weight: quality },
];
const weighRefunds = { "refund-order": { weigh: "always" } };

const refundNow = {
  title: "Refund now",
  does: "proposed",
  scores: { speed: 0.95, quality: 0.35 },
  probability: 0.95,
  goalFit: 0.8,
  predicted: "The customer has the money back today.",
  reason: "Nobody has to wait.",
};
const ticketFirst = {
  title: "Open a ticket for the warehouse",
  does: "other",
  ability: "create_ticket",
  arguments: { subject: "Broken goods, check the photos", priority: "high" },
  scores: { speed: 0.2, quality: 0.95 },
  probability: 0.95,
  goalFit: 0.8,
  predicted: "A colleague looks at the photos first.",
  reason: "Two returns of the same item deserve a look.",
};

/** A model that always says the same: it wants to refund, sees these options, and obeys what it is told. */
function agentWith(
  options: object[],
  order: number,
  evidence: string[] = ["contact"],
): (request: ChatRequest) => ChatReply {
  return (request) => {
    const [first] = request.messages;
    if (String(first?.content).startsWith("# Decision"))
      return { toolCalls: [{ name: "record_options", arguments: { options, evidence } }] };
    const told = request.messages
      .filter((message) => message.role === "tool")
      .map((one) => String(one.content));
    const last = told.at(-1);
    if (last === undefined)
      return {
        reasoning: "It arrived broken, so the money goes back.",
        toolCalls: [
          {
            name: "refund_order",
            arguments: { number: order, refund_amount: 10, refund_reason: "Arrived broken" },
          },
        ],
      };
    if (last.includes("call create_ticket"))
      return { toolCalls: [{ name: "create_ticket", arguments: ticketFirst.arguments }] };
    return { text: told.some((text) => /not (been )?done/.test(text)) ? "I did not refund it." : "Done." };
  };
}

const answer = (options: object[], order: number, evidence?: string[]) =>
  model.set({ kind: "handler", handle: agentWith(options, order, evidence) });

async function desk(name: string, change: Change): Promise<string> {
  return client.publishTemplate("support-desk", name, change);
}

async function factsOf<Type extends DurableEvent["type"]>(runId: string, type: Type) {
  return (await client.events(runId)).flatMap(({ seq, event }) =>
    event.type === type ? [{ seq, ...(event as Extract<DurableEvent, { type: Type }>) }] : [],
  );
}

async function decisionOf(runId: string): Promise<Decision & { seq: number }> {
  const [decision] = await factsOf(runId, "decision.made");
  if (!decision) throw new Error(`Run ${runId} recorded no decision.`);
  return decision;
}

const whyOf = async (runId: string, action: string): Promise<Why> =>
  client.expectOk("GET", `/runs/${runId}/actions/${action}/why`);

const order = async (number: number) =>
  (await client.rows("orders")).find((row) => row.values.number === number)?.values;

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply: { text: "Not told what to say." } });
  app = await startApp();
  client = runClient(app);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

const useScripted = () => client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);

describe("with the rehearsal model", () => {
  it("a decision with scored options comes before a high-impact action, which then goes on [S3.1]", async () => {
    const blueprint = await desk("Rehearsed", weighRefunds);
    const run = await client.ask(blueprint, "Refund order 1032, it arrived broken.");
    expect(run.status).toBe("succeeded");
    const decision = await decisionOf(run.id);
    expect(decision.options.length).toBeGreaterThanOrEqual(2);
    expect(decision.criteria.map(({ id }) => id)).toEqual(["speed", "quality", "cost", "satisfaction"]);
    for (const option of decision.options) {
      expect(Object.keys(option.scores).sort()).toEqual(["cost", "quality", "satisfaction", "speed"]);
      expect(option.total).toBeGreaterThanOrEqual(0);
      expect(option.total).toBeLessThanOrEqual(1);
    }
    expect(decision).toMatchObject({ verdict: "proposed", fitFloor: 0.5 });
    const [started] = (await factsOf(run.id, "action.started")).filter(
      (event) => event.actionId === decision.actionId,
    );
    expect(decision.seq).toBeLessThan(started?.seq ?? 0);
    expect(await order(1032)).toMatchObject({ status: "refunded" });
  });

  it("a plain look-up is not weighed", async () => {
    const blueprint = await desk("Looked up", weighRefunds);
    const run = await client.ask(blueprint, "Where is order 1042?");
    expect(await factsOf(run.id, "decision.made")).toEqual([]);
    const [found] = await factsOf(run.id, "action.proposed");
    const why = await whyOf(run.id, found?.actionId ?? "");
    expect(why.decision).toBeNull();
    expect(why.alternatives.map(({ title }) => title)).toContain("Refund order");
  });

  it("the trace lists each thing perceived, with source, time and hash, before the first decision [S0.1]", async () => {
    const blueprint = await desk("Perceiving", {});
    const text = "How long is the warranty of a kettle?";
    const contact = { key: "kim", name: "Kim Park", email: "kim@example.com" };
    const first = await client.ask(blueprint, "Where is order 1042?", { contact });
    const run = await client.ask(blueprint, text, { contact, conversationId: first.conversationId });
    const [turn] = await factsOf(run.id, "turn.started");
    const facts = await factsOf(run.id, "fact.perceived");
    const sources = new Set(facts.map(({ source }) => source));
    expect(sources).toEqual(new Set(["input", "contact", "time", "history", "outcome"]));
    for (const fact of facts) {
      expect(fact.seq).toBeLessThan(turn?.seq ?? 0);
      expect(fact.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(Number.isNaN(Date.parse(fact.observedAt))).toBe(false);
    }
    const input = facts.find(({ source }) => source === "input");
    expect(input?.hash).toBe(createHash("sha256").update(text).digest("hex"));
    const past = facts.find(({ source }) => source === "history");
    expect(Date.parse(past?.observedAt ?? "")).toBeLessThan(Date.parse(input?.observedAt ?? ""));
    const [found] = await factsOf(run.id, "knowledge.retrieved");
    expect(found?.seq).toBeLessThan(turn?.seq ?? 0);
    const texts = found?.passages.map((passage) => passage.text).join("\n") ?? "";
    expect(found?.hash).toBe(createHash("sha256").update(texts).digest("hex"));
    expect(found?.observedAt).toBeDefined();
  });

  it("a webhook's payload is perceived with its hash [S0.1]", async () => {
    const blueprint = await desk("Told by event", {});
    const event = { order: 1042, note: "Where is it?" };
    const started = await client.expectOk("POST", `/blueprints/${blueprint}/runs?wait=20`, {
      input: { text: "Where is order 1042?", event },
    });
    const facts = await factsOf(started.id, "fact.perceived");
    const told = facts.find(({ source }) => source === "event");
    expect(JSON.parse(told?.preview ?? "null")).toEqual(event);
    expect(told?.hash).toBe(
      createHash("sha256")
        .update(told?.preview ?? "")
        .digest("hex"),
    );
  });
});

describe("with a model that always says the same", () => {
  it("two weightings of the goal lead to two choices, each with its table [S3.3] [C2.4]", async () => {
    await useScripted();
    answer([refundNow, ticketFirst], 1035);
    const fast = await desk("Fast first", { ...weighRefunds, goal: { weighing: weights(4, 1) } });
    const good = await desk("Quality first", { ...weighRefunds, goal: { weighing: weights(1, 4) } });

    const quick = await client.ask(fast, "Order 1035 arrived broken, please refund 10 euros.");
    expect(abilitiesOf(await client.events(quick.id))).toEqual(["refund_order"]);
    expect(await order(1035)).toMatchObject({ status: "refunded" });
    const careful = await client.ask(good, "Order 1037 arrived broken, please refund 10 euros.");
    expect(abilitiesOf(await client.events(careful.id))).toEqual(["refund_order", "create_ticket"]);
    expect(careful.actions).toMatchObject([{ nodeId: "create-ticket", status: "succeeded" }]);

    const [one, two] = [await decisionOf(quick.id), await decisionOf(careful.id)];
    // probability × (Σ weight × score + mean weight × goal fit) / (Σ weight + mean weight)
    const totals = (speed: number, quality: number) =>
      [refundNow, ticketFirst].map(({ scores, probability, goalFit }) => {
        const mean = (speed + quality) / 2;
        const sum = speed * scores.speed + quality * scores.quality + mean * goalFit;
        return (probability * sum) / (speed + quality + mean);
      });
    for (const [decision, expected] of [
      [one, totals(4, 1)],
      [two, totals(1, 4)],
    ] as const) {
      expect(decision.options.map(({ scores }) => scores)).toEqual([refundNow.scores, ticketFirst.scores]);
      for (const [index, option] of decision.options.entries())
        expect(option.total).toBeCloseTo(expected[index] ?? 0, 3);
    }
    expect([one.chosen, two.chosen]).toEqual([0, 1]);
    expect([one.verdict, two.verdict]).toEqual(["proposed", "other"]);
    const asked = model.requests.filter(({ body }) =>
      JSON.stringify(body.messages[0]).includes("# Decision"),
    );
    expect(asked.length).toBeGreaterThanOrEqual(2);
    for (const { body } of asked) expect(JSON.stringify(body)).not.toMatch(/"?weight"?/i);
  });

  it("an action that scores best but does not serve the goal is rejected and nothing is done [C2.2]", async () => {
    await useScripted();
    const cheapest = { ...refundNow, scores: { speed: 1, quality: 1 }, probability: 1, goalFit: 0.2 };
    const leave = {
      ...ticketFirst,
      title: "Leave it",
      does: "nothing",
      ability: null,
      arguments: null,
      goalFit: 0.6,
    };
    answer([cheapest, leave], 1038);
    const blueprint = await desk("Aligned", { ...weighRefunds, goal: { weighing: weights(1, 1) } });
    const before = await order(1038);
    const run = await client.ask(blueprint, "Order 1038 arrived broken, refund me.");
    expect(run.answer).toBe("I did not refund it.");
    expect(await order(1038)).toEqual(before);
    const decision = await decisionOf(run.id);
    const [best, other] = decision.options;
    expect(best?.total).toBeGreaterThan(other?.total ?? 1);
    expect(best?.goalFit).toBe(0.2);
    expect(best?.rejected).toContain("Misaligned");
    expect(decision).toMatchObject({ chosen: 1, verdict: "nothing" });
    expect(await factsOf(run.id, "action.failed")).toMatchObject([
      { status: "rejected", error: { code: "misaligned" } },
    ]);
    expect(await factsOf(run.id, "action.started")).toEqual([]);
  });

  it("records the options considered and why one was chosen, step by step [S0.8]", async () => {
    await useScripted();
    answer([refundNow, ticketFirst], 1039);
    const blueprint = await desk("Recorded", { ...weighRefunds, goal: { weighing: weights(4, 1) } });
    const run = await client.ask(blueprint, "Order 1039 arrived broken, refund me.");
    const decision = await decisionOf(run.id);
    expect(decision.options).toMatchObject([
      { title: refundNow.title, reason: refundNow.reason, predicted: refundNow.predicted, probability: 0.95 },
      { title: ticketFirst.title, reason: ticketFirst.reason, ability: "create_ticket" },
    ]);
    expect(decision.reason).toContain("best total");
    const why = await whyOf(run.id, decision.actionId);
    expect(await whyOf(run.id, String(why.action.seq))).toEqual(why);
    expect(why.goals).toMatchObject([{ title: "Resolve the request" }]);
    expect(why.reasoning).toBe("It arrived broken, so the money goes back.");
    expect(why.alternatives).toMatchObject([
      { title: refundNow.title, chosen: true },
      { title: ticketFirst.title, chosen: false },
    ]);
    expect(why.permissions.map(({ by }) => by)).toEqual(["wire", "weighing", "approval"]);
    expect(why.permissions.every(({ allowed }) => allowed)).toBe(true);
    expect(why.evidence.find(({ source }) => source === "input")).toMatchObject({
      used: true,
      seq: expect.any(Number),
    });
    expect(why.cost.tokens).toBeGreaterThan(0);
    const missing = await client.send("GET", `/runs/${run.id}/actions/agent.9.9/why`);
    expect(missing).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
    expect(missing.text).toContain(decision.actionId);
  });

  it("a returning contact's past outcomes are retrieved, shown and cited in the decision [S3.2]", async () => {
    await useScripted();
    answer([refundNow, ticketFirst], 1040, ["outcome:1", "outcome:7"]);
    const blueprint = await desk("Remembering", { ...weighRefunds, goal: { weighing: weights(4, 1) } });
    const contact = { key: "ada", name: "Ada Byron" };
    const first = await client.ask(blueprint, "Order 1040 arrived broken, refund me.", { contact });
    await client.expectOk("POST", `/runs/${first.id}/ratings`, { value: -1, comment: "Too slow" });
    const stranger = await client.ask(blueprint, "Order 1043 arrived broken, refund me.", {
      contact: { key: "somebody-else" },
    });
    expect(
      (await factsOf(stranger.id, "fact.perceived")).filter(({ source }) => source === "outcome"),
    ).toEqual([]);

    const again = await client.ask(blueprint, "Order 1040 arrived broken again, refund me.", { contact });
    const facts = (await factsOf(again.id, "fact.perceived")).filter(({ source }) => source === "outcome");
    expect(facts).toMatchObject([{ title: "Past outcome 1" }]);
    expect(facts[0]?.preview).toContain("rated badly");
    expect(facts[0]?.preview).toContain("Order 1040 arrived broken, refund me.");
    const decision = await decisionOf(again.id);
    expect(decision.evidence).toMatchObject([
      { ref: "outcome:1", source: "outcome", title: expect.stringContaining("rated badly") },
      { ref: "outcome:7", source: "unknown" },
    ]);
    const why = await whyOf(again.id, decision.actionId);
    expect(why.evidence.find(({ source }) => source === "outcome")).toMatchObject({ used: true });
  });

  it("a model that hands in no usable options leaves the action to a person, who may say no", async () => {
    await useScripted();
    const stubborn = agentWith([], 1044);
    model.set({
      kind: "handler",
      handle: (request) =>
        String(request.messages[0]?.content).startsWith("# Decision")
          ? { text: "Just do it." }
          : stubborn(request),
    });
    const blueprint = await desk("Stubborn", weighRefunds);
    const before = await order(1044);
    const { runId } = await client.start(blueprint, "Order 1044 arrived broken, refund me.");
    const approval = await client.pendingApproval(runId);
    expect(approval.reason).toContain("No decision record");
    expect(await order(1044)).toEqual(before);
    await client.decide(approval.id, { decision: "reject", comment: "Not without a photo." });
    const run = await client.runWhen(runId, (one) => one.status === "succeeded");
    expect(run.answer).toBe("I did not refund it.");
    expect(await order(1044)).toEqual(before);
    expect(await decisionOf(runId)).toMatchObject({ verdict: "none", attempts: 3, chosen: null });
    const why = await whyOf(runId, (await decisionOf(runId)).actionId);
    expect(why.permissions.find(({ by }) => by === "approval")).toMatchObject({
      allowed: false,
      text: expect.stringContaining("Not without a photo."),
    });
  });
});

it("every run of these tests replays to the same log and answer, with no model asked", async () => {
  const counts = await replayAll(client, [model]);
  expect(counts.succeeded).toBeGreaterThan(0);
});
