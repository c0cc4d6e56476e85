import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "#lib/foundation/errors.ts";
import { type OpenAiBehaviour, type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { modelSettingsSchema } from "./model-settings.ts";
import type { TurnDelta } from "./read-turn-stream.ts";
import { resolveModels } from "./resolve-model.server.ts";
import { runTurn, type TurnRequest } from "./run-turn.server.ts";
import { scriptedModel } from "./scripted.ts";

let server: OpenAiServer;
let spare: OpenAiServer;
beforeAll(async () => {
  server = await startOpenAiServer({ kind: "hang" });
  spare = await startOpenAiServer({ kind: "reply", reply: { text: "From the spare." } });
});
afterAll(async () => {
  await server.close();
  await spare.close();
});

const tools = [
  {
    name: "find_order",
    description: "Finds an order.",
    inputSchema: { type: "object", properties: { number: { type: "string" } }, required: ["number"] },
  },
];

async function turn(
  behaviour: OpenAiBehaviour,
  request: Partial<TurnRequest> = {},
  fallbacks: string[] = [],
) {
  server.set(behaviour);
  server.requests.length = 0;
  spare.requests.length = 0;
  const settings = modelSettingsSchema.parse({
    endpoints: [
      { name: "local", baseUrl: server.baseUrl, secret: "local-key" },
      { name: "spare", baseUrl: `${spare.baseUrl}/` },
    ],
  });
  const models = await resolveModels("local/test-model", fallbacks, settings, {
    secret: async (name) => (name === "local-key" ? "sk-local" : undefined),
    fetch,
  });
  const deltas: TurnDelta[] = [];
  const result = await runTurn({
    models,
    system: "# Agent: Test",
    messages: [{ role: "user", text: "Where is order 1042?" }],
    tools,
    signal: new AbortController().signal,
    onDelta: (delta) => deltas.push(delta),
    ...request,
  });
  return { result, deltas };
}

async function failure(behaviour: OpenAiBehaviour, request: Partial<TurnRequest> = {}): Promise<AppError> {
  const caught = await turn(behaviour, request).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(caught).toBeInstanceOf(AppError);
  return caught as AppError;
}

test("streams text and reasoning, and reports tokens, price and model", async () => {
  const reply = {
    text: "It is on its way.",
    reasoning: "Thinks.",
    usage: { inputTokens: 90, outputTokens: 7, cachedInputTokens: 40 },
  };
  const { result, deltas } = await turn({ kind: "reply", reply });
  expect(result).toMatchObject({
    provider: "local",
    modelId: "test-model",
    text: "It is on its way.",
    reasoning: "Thinks.",
    toolCalls: [],
    usage: { inputTokens: 90, outputTokens: 7, cachedInputTokens: 40 },
    costUsd: null,
    finishReason: "stop",
    failures: [],
  });
  expect(deltas.filter((one) => one.kind === "text").length).toBeGreaterThan(2);
  expect(deltas.map((one) => one.text).join("")).toBe("Thinks.It is on its way.");
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  expect(server.requests[0]?.authorization).toBe("Bearer sk-local");
  expect(server.requests[0]?.body.stream).toBe(true);
});

test("tool calls arrive parsed, and their results go back in the provider's form", async () => {
  const { result } = await turn({
    kind: "reply",
    reply: {
      toolCalls: [
        { name: "find_order", arguments: { number: "1042" } },
        { name: "find_order", arguments: { number: "1043" } },
      ],
    },
  });
  expect(result.toolCalls).toEqual([
    { id: "call_1", name: "find_order", arguments: { number: "1042" } },
    { id: "call_2", name: "find_order", arguments: { number: "1043" } },
  ]);
  expect(result.finishReason).toBe("tool-calls");
  await turn(
    { kind: "reply", reply: { text: "Shipped." } },
    {
      messages: [
        { role: "user", text: "Where are they?" },
        { role: "assistant", text: "", toolCalls: result.toolCalls },
        { role: "tool", toolCallId: "call_1", name: "find_order", result: { status: "shipped" } },
        { role: "tool", toolCallId: "call_2", name: "find_order", result: "no such order", isError: true },
      ],
    },
  );
  const sent = server.requests[0]?.body.messages ?? [];
  expect(sent.map((message) => message.role)).toEqual(["system", "user", "assistant", "tool", "tool"]);
  expect(sent[3]).toMatchObject({ tool_call_id: "call_1", content: '{"status":"shipped"}' });
  expect(sent[4]).toMatchObject({ tool_call_id: "call_2", content: "no such order" });
});

test("a call that cannot be made is marked instead of thrown", async () => {
  const { result } = await turn({
    kind: "reply",
    reply: {
      toolCalls: [
        { name: "find_order", arguments: '{"number": 10' },
        { name: "find_order", arguments: "[1]" },
        { name: "drop_table", arguments: {} },
      ],
    },
  });
  expect(result.toolCalls.map((call) => call.invalid)).toEqual([
    expect.stringContaining("not valid JSON"),
    expect.stringContaining("one JSON object"),
    expect.stringContaining("drop_table"),
  ]);
  expect(result.toolCalls[0]?.arguments).toBe('{"number": 10');
});

test("a refused key is said plainly and not tried again", async () => {
  const error = await failure({ kind: "unauthorized" });
  expect(error.code).toBe("provider_unauthorized");
  expect(error.message).toContain("Check the key");
  expect(server.requests).toHaveLength(1);
});

test("too many requests: a short Retry-After is waited for, a long one is not", async () => {
  const { result } = await turn({
    kind: "scripted",
    replies: [{ kind: "rate-limited", retryAfterSeconds: 0 }, { text: "Now." }],
  });
  expect(result.text).toBe("Now.");
  const started = performance.now();
  const error = await failure({ kind: "rate-limited", retryAfterSeconds: 3600 });
  expect(error.code).toBe("provider_rate_limited");
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(server.requests).toHaveLength(1);
});

test("a fault on their side is repeated once", async () => {
  const { result } = await turn({
    kind: "scripted",
    replies: [{ kind: "server-error" }, { text: "Better." }],
  });
  expect(result.text).toBe("Better.");
  const error = await failure({ kind: "server-error" });
  expect(error.code).toBe("provider_failed");
  expect(server.requests).toHaveLength(2);
});

test("garbage and streams that break off are failures, not short answers", async () => {
  expect((await failure({ kind: "garbage" })).code).toBe("provider_failed");
  const reply = { text: "Half of a long answer that never ends" };
  expect((await failure({ kind: "truncate", reply })).code).toBe("provider_failed");
  expect((await failure({ kind: "truncate", reply, politely: true })).code).toBe("provider_failed");
});

test("a provider that never answers is given up, and the connection is closed", async () => {
  const error = await failure({ kind: "hang" }, { firstByteTimeoutMs: 80 });
  expect(error.code).toBe("provider_timeout");
  await expect.poll(() => server.requests[0]?.aborted).toBe(true);
  const late = await failure({ kind: "slow", reply: { text: "Late" }, delayMs: 400 }, { totalTimeoutMs: 80 });
  expect(late.code).toBe("provider_timeout");
});

test("cancelling reaches the provider and tries nobody else", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const caught = await turn({ kind: "hang" }, { signal: controller.signal }, ["spare/test-model"]).catch(
    (error: unknown) => error,
  );
  expect(caught).toMatchObject({ code: "cancelled" });
  await expect.poll(() => server.requests[0]?.aborted).toBe(true);
  expect(spare.requests).toHaveLength(0);
});

test("the next model takes over, and what failed is recorded", async () => {
  let discarded = 0;
  const faults: OpenAiBehaviour[] = [
    { kind: "unauthorized" },
    { kind: "rate-limited", retryAfterSeconds: 60 },
    { kind: "garbage" },
    { kind: "truncate", reply: { text: "Half of an answer" }, politely: true },
  ];
  for (const fault of faults) {
    const { result } = await turn(fault, { onDiscard: () => discarded++ }, [
      "openai/gpt-4o",
      "spare/test-model",
    ]);
    expect(result).toMatchObject({ provider: "spare", text: "From the spare." });
    expect(result.failures).toMatchObject([
      { provider: "local", modelId: "test-model" },
      { provider: "openai", modelId: "gpt-4o", code: "provider_unauthorized" },
    ]);
  }
  expect(discarded).toBe(1);
});

test("when all fail, the error tells about each", async () => {
  const caught = await turn({ kind: "unauthorized" }, {}, ["openai/gpt-4o", "nowhere/x"]).catch(
    (error: unknown) => error,
  );
  expect(caught).toMatchObject({ message: expect.stringContaining("None of the 3 models answered") });
  expect((caught as AppError).details).toHaveLength(3);
});

test("a scripted model runs through the same door, and an unforeseen call is loud", async () => {
  const model = scriptedModel([
    { toolCalls: [{ name: "find_order", arguments: { number: "1" } }] },
    (call) => ({ text: `saw ${call.prompt.length}` }),
  ]);
  const models = [{ provider: "scripted", modelId: "scripted-1", model }];
  const first = await turn({ kind: "hang" }, { models });
  expect(first.result).toMatchObject({
    costUsd: 0,
    toolCalls: [{ name: "find_order", arguments: { number: "1" } }],
  });
  expect(() => model.assertConsumed()).toThrow("Only 1 of 2");
  expect((await turn({ kind: "hang" }, { models })).result.text).toBe("saw 2");
  model.assertConsumed();
  await expect(turn({ kind: "hang" }, { models })).rejects.toThrow("call 3 was not foreseen");
});

test("a rehearsed turn costs next to nothing in time", async () => {
  const models = await resolveModels("standard", [], modelSettingsSchema.parse({}), {
    secret: async () => undefined,
    fetch,
  });
  const once = () => turn({ kind: "hang" }, { models });
  for (let index = 0; index < 20; index++) await once();
  const started = performance.now();
  for (let index = 0; index < 50; index++) await once();
  expect((performance.now() - started) / 50).toBeLessThan(10);
});
