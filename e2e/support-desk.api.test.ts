import { afterAll, beforeAll, expect, test } from "vitest";
import type { CitedPassage, DurableEvent } from "#lib/run-events/events.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { abilitiesOf, type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let desk: string;

const wantsMoneyBack = "The kettle from order 1042 arrived broken. I want my money back.";

beforeAll(async () => {
  app = await startApp();
  client = runClient(app);
  desk = await client.publishTemplate("support-desk", "Desk");
});

afterAll(() => app?.stop());

async function order(number: number) {
  const row = (await client.rows("orders")).find((one) => one.values.number === number);
  if (!row) throw new Error(`There is no order ${number}.`);
  return row.values;
}

async function citationsOf(runId: string): Promise<CitedPassage[]> {
  const events = await client.events(runId);
  return events.flatMap(({ event }) => (event.type === "message.completed" ? event.citations : []));
}

async function factsOf<Type extends DurableEvent["type"]>(runId: string, type: Type) {
  const events = await client.events(runId);
  return events.flatMap(({ event }) =>
    event.type === type ? [event as Extract<DurableEvent, { type: Type }>] : [],
  );
}

test("from the list of templates to an answered question, over HTTP alone", async () => {
  const { items } = await client.expectOk("GET", "/templates");
  expect(items.map((template: { slug: string }) => template.slug)).toContain("support-desk");
  const made = await client.expectOk("POST", "/blueprints", {
    template: "support-desk",
    name: "From scratch",
  });
  const early = await client.send("POST", `/blueprints/${made.id}/runs`, { input: { text: "Hello?" } });
  expect(early).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
  expect((await client.send("POST", `/blueprints/${made.id}/publish`, {})).body).toMatchObject({
    version: 1,
  });
  const answered = await client.send("POST", `/blueprints/${made.slug}/runs?wait=60`, {
    input: { text: "Where is order 1042?" },
  });
  expect(answered).toMatchObject({ status: 200, body: { status: "succeeded", version: 1 } });
  expect(answered.body.answer).toContain("1042 is delivered");
});

test("[S0.6] a run is measured against its goal and ends with a verdict and the evidence of each criterion", async () => {
  const good = await client.ask(desk, "Where is order 1042?");
  expect(good.outcome).toMatchObject({ verdict: "met", score: 1 });
  expect(good.outcome?.goals[0]?.criteria).toMatchObject([
    { id: "answered", met: true, evidence: expect.stringContaining("true") },
    { id: "grounded", met: true },
    { id: "clean", met: true },
  ]);
  const poor = await client.ask(desk, "What is the capital of France?");
  expect(poor.outcome).toMatchObject({ verdict: "missed" });
  expect(poor.outcome?.goals[0]?.criteria[1]).toMatchObject({ id: "grounded", met: false });
  expect(await factsOf(poor.id, "outcome.assessed")).toMatchObject([{ nodeId: "goal", verdict: "missed" }]);
});

test("[S0.2] [S4.6] one blueprint, different requests: the agent chooses different abilities, in no drawn order", async () => {
  const sequence = async (text: string) =>
    abilitiesOf(await client.events((await client.ask(desk, text)).id));
  const asked = await sequence("Where is order 1031?");
  const ticket = await sequence(
    "Please open a ticket: the website shows an error, my email is bob@example.com",
  );
  const refund = await sequence("Refund order 1032, it arrived broken.");
  const policy = await sequence("How long is the warranty?");
  expect([asked, ticket, refund, policy]).toEqual([
    ["find_order"],
    ["create_ticket"],
    ["find_order", "refund_order"],
    [],
  ]);
  expect(await order(1032)).toMatchObject({ status: "refunded", refund_amount: 34.5 });
});

test("a refund above the limit waits for a person, is written as the person changed it, and can be undone", async () => {
  const before = await order(1042);
  const { runId } = await client.start(desk, wantsMoneyBack);
  const approval = await client.pendingApproval(runId);
  expect(approval).toMatchObject({ reason: "Refunds above € 100", arguments: { refund_amount: 129 } });
  expect((await client.readRun(runId)).status).toBe("waiting");
  expect(await order(1042)).toEqual(before);

  const decided = await client.decide(approval.id, {
    decision: "approve",
    arguments: { ...approval.arguments, refund_amount: 64.5 },
    comment: "Half of it, as agreed.",
  });
  expect(decided).toMatchObject({ status: 200, body: { status: "approved" } });
  const run = await client.runWhen(runId, (one) => one.status === "succeeded");
  expect(await order(1042)).toMatchObject({ status: "refunded", refund_amount: 64.5 });
  expect(run.answer).toContain("64.5");
  expect(run.outcome).toMatchObject({ verdict: "met" });
  expect(await client.decide(approval.id, { decision: "reject" })).toMatchObject({ status: 409 });

  const undone = await client.send("POST", `/runs/${runId}/undo`, {});
  expect(undone.body.results).toMatchObject([{ undone: true }]);
  expect(await order(1042)).toEqual(before);
  expect((await client.readRun(runId)).actions.at(-1)?.undoneAt).not.toBeNull();
  const again = await client.send("POST", `/runs/${runId}/undo`, {});
  expect(again.body.results.some((result: { undone: boolean }) => result.undone)).toBe(false);
  expect(await order(1042)).toEqual(before);
});

test("changed arguments that do not fit the ability are not carried out", async () => {
  const before = await order(1042);
  const { runId } = await client.start(desk, wantsMoneyBack);
  const approval = await client.pendingApproval(runId);
  await client.decide(approval.id, {
    decision: "approve",
    arguments: { ...approval.arguments, refund_amount: 100_000 },
  });
  const run = await client.runWhen(runId, (one) => one.status === "succeeded" || one.status === "failed");
  expect(await order(1042)).toEqual(before);
  expect(run.answer).not.toContain("I have refunded");
});

test("a person's no, with a word, reaches the answer and nothing is written", async () => {
  const before = await order(1042);
  const { runId } = await client.start(desk, wantsMoneyBack);
  const approval = await client.pendingApproval(runId);
  await client.decide(approval.id, { decision: "reject", comment: "The photo shows another kettle." });
  const run = await client.runWhen(runId, (one) => one.status === "succeeded");
  expect(run.answer).toContain("The photo shows another kettle.");
  expect(run.outcome).toMatchObject({ verdict: "blocked" });
  expect(await order(1042)).toEqual(before);
});

test("a run cancelled while it waits for a person ends as cancelled and does nothing", async () => {
  const before = await order(1042);
  const { runId } = await client.start(desk, wantsMoneyBack);
  const approval = await client.pendingApproval(runId);
  expect((await client.send("POST", `/runs/${runId}/cancel`)).status).toBe(200);
  const run = await client.runWhen(runId, (one) => one.status === "cancelled", 15);
  expect(run).toMatchObject({ answer: null, error: { code: "cancelled" } });
  expect(await factsOf(runId, "run.finished")).toMatchObject([{ status: "cancelled" }]);
  expect((await client.decide(approval.id, { decision: "approve" })).status).toBe(409);
  expect(await order(1042)).toEqual(before);
});

test("a policy answer cites a passage that stands in the dataset word for word", async () => {
  const run = await client.ask(desk, "How long is the warranty?");
  expect(run.answer).toContain("[1]");
  const [cited] = await citationsOf(run.id);
  const document = await client.expectOk("GET", `/documents/${cited?.documentId}`);
  const passage = document.passages.find((one: { id: string }) => one.id === cited?.id);
  expect(passage.text).toBe(cited?.text);
  expect(document.title).toBe("Two-year warranty");
});

test("[S0.11] a changed document changes the next answer, without publishing anything", async () => {
  const before = await client.ask(desk, "How long is the warranty?");
  expect(before.answer).toContain("2 years");
  const [cited] = await citationsOf(before.id);
  const document = await client.expectOk("GET", `/documents/${cited?.documentId}`);
  await client.expectOk("PUT", `/datasets/store-policies/documents/${document.id}`, {
    title: document.title,
    mediaType: document.mediaType,
    text: document.text.replaceAll("2 years", "7 years"),
  });
  const after = await client.ask(desk, "How long is the warranty?");
  expect(after.answer).toContain("7 years");
  expect(after.version).toBe(before.version);
});

test("a fixed rule answers without a model and costs no token", async () => {
  const run = await client.ask(desk, "What are your opening hours?");
  expect(run.answer).toContain("Monday to Friday");
  expect(run.usage).toEqual({ inputTokens: 0, outputTokens: 0, costUsd: 0 });
  expect(run.outcome).toMatchObject({ verdict: "met" });
  expect(await factsOf(run.id, "turn.started")).toEqual([]);
});

test("a vague request gets one question, and the answer to it is understood in the same conversation", async () => {
  const asked = await client.ask(desk, "I want a refund");
  expect(asked.answer?.split("?").length).toBe(2);
  expect(asked.actions).toEqual([]);
  const next = await client.ask(desk, "It is order 1031", { conversationId: asked.conversationId });
  expect(abilitiesOf(await client.events(next.id))[0]).toBe("find_order");
});

test("what nobody wrote down is not invented", async () => {
  const run = await client.ask(desk, "Can I pay with bitcoin?");
  expect(run.answer).toMatch(/I don't know/);
  expect(await citationsOf(run.id)).toEqual([]);
  const missing = await client.ask(desk, "Where is order 9999?");
  expect(missing.answer).toContain("no order with 9999");
});

test("a rating and an event reported later settle an outcome that was pending", async () => {
  const later = await client.publishTemplate("support-desk", "Later", {
    goal: {
      criteria: [
        { id: "liked", label: "Rated well", kind: "rating", atLeast: 1 },
        { id: "kept", label: "The customer stayed", kind: "outcome-event", event: "customer_stayed" },
      ],
    },
  });
  const run = await client.ask(later, "Where is order 1042?");
  expect(run.outcome).toMatchObject({ verdict: "pending", score: null });
  const rated = await client.send("POST", `/runs/${run.id}/ratings`, { value: 1, comment: "Quick!" });
  expect(rated).toMatchObject({ status: 201, body: { outcome: { verdict: "pending" } } });
  await client.expectOk("POST", `/runs/${run.id}/outcomes`, { event: "customer_stayed" });
  const settled = await client.readRun(run.id);
  expect(settled.outcome).toMatchObject({ verdict: "met", score: 1 });
  expect(settled.outcome?.goals[0]?.criteria[0]?.evidence).toContain("Quick!");

  const other = await client.ask(later, "Where is order 1042?");
  await client.expectOk("POST", `/runs/${other.id}/ratings`, { value: -1 });
  await client.expectOk("POST", `/runs/${other.id}/outcomes`, { event: "customer_stayed", value: false });
  expect((await client.readRun(other.id)).outcome).toMatchObject({ verdict: "missed", score: 0 });
});
