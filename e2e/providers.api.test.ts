import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeNodes } from "#lib/blueprint/edits/change-nodes.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { type ChatReply, type ChatRequest, streamOf } from "#lib/testing/openai-wire.ts";
import { abilitiesOf, type RunClient, runClient } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let first: OpenAiServer;
let second: OpenAiServer;
let desk: string;

const judged = {
  id: "judged",
  label: "The customer knows where the parcel is",
  kind: "judge",
  rubric: "Does the answer say where the parcel is?",
};

beforeAll(async () => {
  first = await startOpenAiServer({ kind: "handler", handle: lookUp });
  second = await startOpenAiServer({ kind: "reply", reply: { text: "The second model is here." } });
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([
    { name: "first", baseUrl: first.baseUrl },
    { name: "second", baseUrl: second.baseUrl },
  ]);
  desk = await client.publishTemplate("support-desk", "Desk");
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([first?.close(), second?.close()]);
});

/** Looks order 1042 up and answers; as a judge it says yes. */
function lookUp(request: ChatRequest): ChatReply {
  if (systemOf(request).startsWith("# Judge"))
    return { text: '{"met": true, "reason": "It says delivered."}' };
  if (request.messages.some((message) => message.role === "tool"))
    return { text: "It was delivered on 12 November." };
  return { toolCalls: [{ name: "find_order", arguments: { number: "1042" } }] };
}

function systemOf(request: ChatRequest): string {
  return String(request.messages.find((message) => message.role === "system")?.content);
}

test(" a run through the real provider package against a local OpenAI-compatible server, with a tool call", async () => {
  first.set({ kind: "handler", handle: lookUp });
  const run = await client.ask(desk, "Where is order 1042?");
  expect(run).toMatchObject({ status: "succeeded", answer: "It was delivered on 12 November." });
  expect(run.usage.inputTokens).toBeGreaterThan(0);
  expect(run.usage.costUsd).toBeNull();
  const events = await client.events(run.id);
  expect(abilitiesOf(events)).toEqual(["find_order"]);
  const turns = events.flatMap(({ event }) => (event.type === "turn.completed" ? [event] : []));
  expect(turns).toMatchObject([{ provider: "first", model: "test-model" }, { provider: "first" }]);
  const request = first.requests.findLast(({ path }) => path === "/v1/chat/completions");
  expect(request?.body.stream).toBe(true);
  expect(JSON.stringify(request?.body.messages)).toContain("mira.okafor@example.com");
});

test("[S1.4] every turn carries the goal and its metric, and a judge checks the end against its rubric", async () => {
  const statement = "The customer learns where the parcel is.";
  const metric = "Share of parcels found";
  const goal = { statement, metric, criteria: [judged] };
  const blueprint = await client.publishTemplate("support-desk", "Judged", { goal });
  first.set({ kind: "handler", handle: lookUp });
  first.requests.length = 0;
  const run = await client.ask(blueprint, "Where is order 1042?");
  const [turn1, turn2, judge] = first.requests.map(({ body }) => systemOf(body));
  expect(first.requests).toHaveLength(3);
  for (const turn of [turn1, turn2]) {
    expect(turn).toContain(statement);
    expect(turn).toContain(metric);
    expect(turn).toContain(judged.label);
  }
  expect(judge).toContain(judged.rubric);
  expect(JSON.stringify(first.requests[2]?.body.messages)).toContain("delivered on 12 November");
  expect(run.outcome).toMatchObject({ verdict: "met" });
  expect(run.outcome?.goals[0]?.criteria).toMatchObject([{ met: true, evidence: "It says delivered." }]);
});

test("arguments that do not fit go back to the model, which mends them", async () => {
  const reply = (priority: string): ChatReply => ({
    toolCalls: [{ name: "create_ticket", arguments: { subject: "Mended call", priority } }],
  });
  const replies = [reply("urgent!!"), { toolCalls: [{ name: "create_ticket", arguments: "{not json" }] }];
  first.requests.length = 0;
  first.set({ kind: "scripted", replies: [...replies, reply("high"), { text: "The ticket is open." }] });
  const run = await client.ask(desk, "Please open a ticket.");
  expect(run).toMatchObject({ status: "succeeded", answer: "The ticket is open." });
  const told = first.requests.map(({ body }) => JSON.stringify(body.messages.at(-1)));
  expect(told[1]).toContain("priority");
  expect(told[2]).toContain("Mend them and call again");
  const tickets = (await client.rows("tickets")).filter((row) => row.values.subject === "Mended call");
  expect(tickets).toMatchObject([{ values: { priority: "high", status: "open" } }]);
});

test("the answer is streamed word by word while the model still speaks", async () => {
  const words = "One two three four five six seven eight.";
  let finished = false;
  const slow = await startPacedServer({ text: words }, 150, () => {
    finished = true;
  });
  try {
    const models = [{ name: "paced", baseUrl: slow.baseUrl }];
    await client.setEndpoints([...models, { name: "first", baseUrl: first.baseUrl }]);
    // The template masks card numbers in the answer, and what a guard may still hide is not streamed.
    const plain = await client.publishTemplate("support-desk", "Streamed", (document) =>
      removeNodes(document, ["guardrail"]),
    );
    const { runId } = await client.start(plain, "Count for me, please, up to eight.");
    let whileSpeaking = 0;
    const seen = await client.follow(runId, 0, (all) => {
      if (!finished)
        whileSpeaking = all.filter(({ envelope }) => envelope.event.type === "message.delta").length;
      return false;
    });
    const deltas = seen.flatMap(({ id, envelope }) =>
      envelope.event.type === "message.delta" ? [{ id, ...envelope.event }] : [],
    );
    expect(whileSpeaking).toBeGreaterThan(1);
    expect(deltas.every((delta) => delta.id === undefined)).toBe(true);
    let shown = "";
    for (const delta of deltas) shown = shown.slice(0, delta.offset) + delta.text;
    expect(words.startsWith(shown.trim())).toBe(true);
    expect(await client.readRun(runId)).toMatchObject({ status: "succeeded", answer: words });
  } finally {
    await new Promise((resolve) => slow.server.close(resolve));
    await client.setEndpoints([
      { name: "first", baseUrl: first.baseUrl },
      { name: "second", baseUrl: second.baseUrl },
    ]);
  }
});

test("a provider whose answer ends without an end fails the run, which says why", async () => {
  const reply = { text: "It was delivered on the twelfth of November, I think." };
  first.set({ kind: "truncate", politely: true, reply });
  const run = await client.ask(desk, "Where is order 1042?");
  expect(run).toMatchObject({ status: "failed", answer: null, error: { code: "provider_failed" } });
  expect(run.outcome).toMatchObject({ verdict: "blocked" });
});

test("a provider that never answers ends the run when the agent's time is up, and the call is dropped", async () => {
  const hasty = await client.publishTemplate("support-desk", "Hasty", { agent: { maxSeconds: 2 } });
  first.set({ kind: "hang" });
  first.requests.length = 0;
  const run = await client.ask(hasty, "Where is order 1042?");
  expect(run).toMatchObject({ status: "failed", error: { code: "provider_timeout" } });
  expect(run.error?.message).toContain("in time");
  expect(first.requests[0]?.aborted).toBe(true);
});

test("a cancelled run drops its call to the model", async () => {
  first.set({ kind: "hang" });
  first.requests.length = 0;
  const { runId } = await client.start(desk, "Where is order 1042?");
  await client.runWhen(runId, () => first.requests.length > 0);
  await client.expectOk("POST", `/runs/${runId}/cancel`);
  expect(await client.runWhen(runId, (run) => run.status === "cancelled", 5)).toMatchObject({ answer: null });
  await client.runWhen(runId, () => first.requests[0]?.aborted === true, 5);
});

test("[C2.5] the fallback list takes over, the trace says from whom, and the first turn may have a model of its own", async () => {
  const careful = await client.publishTemplate("support-desk", "Careful", {
    agent: { model: "first/big", fallbacks: ["second/small"] },
  });
  first.set({ kind: "server-error" });
  const run = await client.ask(careful, "Where is order 1042?");
  expect(run).toMatchObject({ status: "succeeded", answer: "The second model is here." });
  const turns = (await client.events(run.id)).flatMap(({ event }) =>
    event.type === "turn.completed" ? [event] : [],
  );
  expect(turns).toMatchObject([
    {
      provider: "second",
      model: "small",
      fallbacks: [{ provider: "first", model: "big", code: "provider_failed" }],
    },
  ]);

  const stepped = await client.publishTemplate("support-desk", "Stepped", {
    agent: { model: "second/small", firstTurnModel: "first/big" },
  });
  first.set({ kind: "handler", handle: lookUp });
  const other = await client.ask(stepped, "Where is order 1042?");
  const models = (await client.events(other.id)).flatMap(({ event }) =>
    event.type === "turn.completed" ? [`${event.provider}/${event.model}`] : [],
  );
  expect(models).toEqual(["first/big", "second/small"]);
});

test(" another model is one setting of the agent", async () => {
  first.set({ kind: "handler", handle: lookUp });
  const answers: (string | null)[] = [];
  for (const model of ["first/test-model", "second/test-model", "rehearsal/rehearsal-1"]) {
    const blueprint = await client.publishTemplate("support-desk", `On ${model}`, { agent: { model } });
    answers.push((await client.ask(blueprint, "Where is order 1042?")).answer);
  }
  expect(answers).toEqual([
    "It was delivered on 12 November.",
    "The second model is here.",
    expect.stringContaining("Order 1042 is delivered"),
  ]);
});

/** Like the local server, but every piece of the reply waits a moment. */
async function startPacedServer(
  reply: ChatReply,
  pauseMs: number,
  onEnd: () => void,
): Promise<{ baseUrl: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const asked: ChatRequest = JSON.parse(Buffer.concat(pieces).toString("utf8"));
    response.writeHead(200, { "content-type": "text/event-stream", connection: "close" });
    for (const event of streamOf(asked, reply)) {
      response.write(event);
      await wait(pauseMs);
    }
    onEnd();
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, server };
}
