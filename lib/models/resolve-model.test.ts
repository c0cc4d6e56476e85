import { expect, test } from "vitest";
import { modelRefSchema, splitModelRef } from "./model-ref.ts";
import { defaultModelSettings, modelSettingsSchema } from "./model-settings.ts";
import { resolveModels } from "./resolve-model.server.ts";
import { runTurn } from "./run-turn.server.ts";

const settings = modelSettingsSchema.parse({
  tiers: {
    fast: "openai/gpt-4.1-nano",
    standard: "anthropic/claude-sonnet-4-5",
    frontier: "google/gemini-2.5-pro",
  },
  providers: {
    openai: { secret: "openai" },
    anthropic: { secret: "anthropic" },
    google: { secret: "google" },
    mistral: { secret: "mistral", baseUrl: "https://gateway.example/mistral/v1/" },
    groq: { secret: "groq" },
  },
});

const sse = (events: unknown[]) =>
  events
    .map(
      (event) =>
        `event: ${(event as { type?: string }).type ?? "message"}\ndata: ${JSON.stringify(event)}\n\n`,
    )
    .join("");

const chatUsage = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };

// Mistral counts in `usage`, Groq in a field of its own.
const chatStream = (model: string) =>
  `${[
    { choices: [{ index: 0, delta: { role: "assistant", content: "Hello" }, finish_reason: null }] },
    {
      choices: [{ index: 0, delta: { content: "" }, finish_reason: "stop" }],
      usage: chatUsage,
      x_groq: { usage: chatUsage },
    },
  ]
    .map((chunk) => `data: ${JSON.stringify({ id: "c1", created: 0, model, ...chunk })}\n\n`)
    .join("")}data: [DONE]\n\n`;

const streams: Record<string, string> = {
  "api.openai.com": sse([
    {
      type: "response.created",
      response: { id: "r1", created_at: 0, model: "gpt-4.1-nano", service_tier: null },
    },
    { type: "response.output_item.added", output_index: 0, item: { type: "message", id: "m1", phase: null } },
    { type: "response.output_text.delta", item_id: "m1", delta: "Hello", logprobs: null },
    { type: "response.output_item.done", output_index: 0, item: { type: "message", id: "m1", phase: null } },
    {
      type: "response.completed",
      response: {
        incomplete_details: null,
        usage: { input_tokens: 10, output_tokens: 2 },
        service_tier: null,
      },
    },
  ]),
  "api.anthropic.com": sse([
    {
      type: "message_start",
      message: {
        id: "m1",
        model: "claude-sonnet-4-5",
        role: "assistant",
        content: [],
        stop_reason: null,
        usage: { input_tokens: 10, output_tokens: 1 },
      },
    },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
    { type: "content_block_stop", index: 0 },
    {
      type: "content_block_start",
      index: 1,
      content_block: { type: "tool_use", id: "t1", name: "find_order", input: {} },
    },
    {
      type: "content_block_delta",
      index: 1,
      delta: { type: "input_json_delta", partial_json: '{"number":"1042"}' },
    },
    { type: "content_block_stop", index: 1 },
    {
      type: "message_delta",
      delta: { stop_reason: "tool_use", stop_sequence: null },
      usage: { output_tokens: 2 },
    },
    { type: "message_stop" },
  ]),
  "gateway.example": chatStream("mistral-small-2603"),
  "api.groq.com": chatStream("openai/gpt-oss-20b"),
  "generativelanguage.googleapis.com": `data: ${JSON.stringify({
    candidates: [{ content: { role: "model", parts: [{ text: "Hello" }] }, finishReason: "STOP", index: 0 }],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 2, totalTokenCount: 12 },
  })}\n\n`,
};

test.each([
  ["fast", "openai", "api.openai.com"],
  ["standard", "anthropic", "api.anthropic.com"],
  ["frontier", "google", "generativelanguage.googleapis.com"],
  ["mistral/mistral-small-2603", "mistral", "gateway.example"],
  ["groq/openai/gpt-oss-20b", "groq", "api.groq.com"],
])("%s is %s, reached at %s through our fetch, with its key and its cost", async (ref, provider, host) => {
  const seen: { url: URL; headers: Headers; body: string }[] = [];
  const ours: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    seen.push({ url, headers: new Headers(init?.headers), body: String(init?.body) });
    return new Response(streams[url.hostname] ?? "", { headers: { "content-type": "text/event-stream" } });
  };
  const models = await resolveModels(ref, [ref], settings, {
    secret: async (name) => `key-of-${name}`,
    fetch: ours,
  });
  expect(models).toHaveLength(1);
  const result = await runTurn({
    models,
    system: "Be brief.",
    messages: [
      { role: "user", text: "Where?" },
      {
        role: "assistant",
        text: "",
        toolCalls: [{ id: "c1", name: "find_order", arguments: { number: "1" } }],
      },
      { role: "tool", toolCallId: "c1", name: "find_order", result: { status: "shipped" } },
    ],
    tools: [
      {
        name: "find_order",
        description: "Finds.",
        inputSchema: { type: "object", properties: { number: { type: "string" } } },
      },
    ],
    signal: new AbortController().signal,
    onDelta: () => undefined,
  });
  expect(result).toMatchObject({
    provider,
    text: "Hello",
    usage: { inputTokens: 10, outputTokens: 2 },
    failures: [],
  });
  expect(result.costUsd).toBeGreaterThan(0);
  expect(seen).toHaveLength(1);
  expect(seen[0]?.url.hostname).toBe(host);
  expect([...(seen[0]?.headers.values() ?? [])].join(" ")).toContain(`key-of-${provider}`);
  expect(seen[0]?.body).toContain("shipped");
  expect(seen[0]?.body).toContain("Be brief.");
});

test("a reference is a tier or provider/model, and nothing else", () => {
  expect(
    ["fast", "openai/gpt-4o", "local/org/model:7b"].map((ref) => modelRefSchema.safeParse(ref).success),
  ).toEqual([true, true, true]);
  expect(
    ["", "gpt-4o", "openai/", "/x", "open ai/x", "openai/a b"].some(
      (ref) => modelRefSchema.safeParse(ref).success,
    ),
  ).toBe(false);
  expect(splitModelRef("local/org/model:7b")).toEqual({ provider: "local", modelId: "org/model:7b" });
});

test("settings rehearse by default and refuse names that would shadow a provider", async () => {
  const models = await resolveModels("frontier", ["rehearsal/rehearsal-1"], defaultModelSettings, {
    secret: async () => undefined,
    fetch,
  });
  expect(models).toMatchObject([{ provider: "rehearsal", modelId: "rehearsal-1" }]);
  const endpoint = { baseUrl: "http://127.0.0.1:1/v1" };
  expect(modelSettingsSchema.safeParse({ endpoints: [{ name: "openai", ...endpoint }] }).success).toBe(false);
  expect(
    modelSettingsSchema.safeParse({
      endpoints: [
        { name: "a", ...endpoint },
        { name: "a", ...endpoint },
      ],
    }).success,
  ).toBe(false);
  expect(
    modelSettingsSchema.safeParse({ endpoints: [{ name: "a", baseUrl: "file:///etc/passwd" }] }).success,
  ).toBe(false);
  expect(modelSettingsSchema.safeParse({ tiers: { fast: "fast" } }).success).toBe(false);
  await expect(
    resolveModels("nonsense", [], settings, { secret: async () => undefined, fetch }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});

test("one shared model serves callers side by side, each through its own fetch", async () => {
  const own = modelSettingsSchema.parse({
    endpoints: [{ name: "local", baseUrl: "http://models.example/v1" }],
  });
  const ask = async (caller: string) => {
    const answer = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: caller }, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;
    const ours: typeof fetch = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return new Response(answer, { headers: { "content-type": "text/event-stream" } });
    };
    const models = await resolveModels("local/m", [], own, { secret: async () => undefined, fetch: ours });
    const signal = new AbortController().signal;
    return (
      await runTurn({
        models,
        system: "",
        messages: [{ role: "user", text: "?" }],
        tools: [],
        signal,
        onDelta: () => undefined,
      })
    ).text;
  };
  const callers = ["a", "b", "c", "d", "e"];
  expect(await Promise.all(callers.map(ask))).toEqual(callers);
});
