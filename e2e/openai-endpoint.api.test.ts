import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeConfig, removeNodes } from "#lib/blueprint/edits/change-nodes.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply, ChatRequest } from "#lib/testing/openai-wire.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;
let openai: OpenAI;
/** With everything the template has, and with nothing but the agent and the texts it knows. */
let desk: string;
let plain: string;

const answer = "It was delivered on 12 November and signed at the door.";
const reply: ChatReply = { text: answer, usage: { inputTokens: 40, outputTokens: 12 } };
const ask = (content: string) => [{ role: "user" as const, content }];

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply });
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  desk = await modelOf(await client.publishTemplate("support-desk", "Desk"));
  plain = await modelOf(await client.publishTemplate("support-desk", "Plain", bare));
  openai = new OpenAI({ baseURL: `${app.baseUrl}/api/openai/v1`, apiKey: app.token, maxRetries: 0 });
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

beforeEach(() => {
  model.set({ kind: "reply", reply });
  model.requests.length = 0;
});

function bare(document: Blueprint): Blueprint {
  return removeNodes(document, [
    "guardrail",
    "find-order",
    "refund-order",
    "create-ticket",
    "hand-over",
    "approval",
  ]);
}

async function modelOf(id: string): Promise<string> {
  return `blueprint/${(await client.expectOk("GET", `/blueprints/${id}`)).slug}`;
}

function post(body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${app.baseUrl}/api/openai/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${app.token}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** The data of every server-sent event, `[DONE]` as it is. */
async function chunksOf(response: Response) {
  const blocks = (await response.text()).split("\n\n").filter((block) => block.startsWith("data: "));
  return blocks.map((block) => {
    const data = block.slice("data: ".length);
    return data === "[DONE]" ? data : JSON.parse(data);
  });
}

function heard(): { role: string; content?: unknown }[] {
  return (model.requests.at(-1)?.body.messages ?? []).filter(({ role }) => role !== "system");
}

async function runOf(response: { headers: Headers }) {
  return client.readRun(response.headers.get("x-aimwright-run-id") ?? "");
}

describe("OpenAI's own client", () => {
  it("lists published blueprints as models, and finds one by its name", async () => {
    await client.expectOk("POST", "/blueprints", { template: "support-desk", name: "Only a draft" });
    const names: string[] = [];
    for await (const one of await openai.models.list()) names.push(one.id);
    expect(names).toEqual(expect.arrayContaining([desk, plain]));
    expect(names).not.toContain("blueprint/only-a-draft");
    expect(await openai.models.retrieve(desk)).toMatchObject({ id: desk, object: "model" });
    await expect(openai.models.retrieve("blueprint/nothing")).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
    });
  });

  it("gets a whole answer with the tokens of its run", async () => {
    const { data, response } = await openai.chat.completions
      .create({ model: plain, messages: ask("Where is my parcel?") })
      .withResponse();
    expect(data).toMatchObject({
      object: "chat.completion",
      model: plain,
      choices: [{ index: 0, message: { role: "assistant", content: answer }, finish_reason: "stop" }],
      usage: { prompt_tokens: 40, completion_tokens: 12, total_tokens: 52 },
    });
    const run = await runOf(response);
    expect(run).toMatchObject({ status: "succeeded", answer, version: 1 });
    expect(data.id).toBe(`chatcmpl-${run.id}`);
    expect(run.usage).toMatchObject({ inputTokens: 40, outputTokens: 12 });
  });

  it("streams the answer while the model still speaks", async () => {
    let letGo = () => {};
    const until = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    model.set({ kind: "held", reply, events: 5, until });
    const stream = await openai.chat.completions.create({
      model: plain,
      messages: ask("Where is my parcel?"),
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let beforeTheRest = "";
    let usage: unknown;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      if (chunk.usage) usage = chunk.usage;
      if (text !== "" && beforeTheRest === "") {
        beforeTheRest = text;
        letGo();
      }
    }
    expect(text).toBe(answer);
    expect(beforeTheRest.length).toBeLessThan(answer.length);
    expect(usage).toEqual({ prompt_tokens: 40, completion_tokens: 12, total_tokens: 52 });
  });

  it("throws the right error for a wrong key, a wrong model and a wrong field", async () => {
    const forged = new OpenAI({ baseURL: openai.baseURL, apiKey: `aim_${"A".repeat(43)}`, maxRetries: 0 });
    await expect(forged.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(
      openai.chat.completions.create({ model: "gpt-5", messages: ask("Hello") }),
    ).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    await expect(openai.chat.completions.create({ model: plain, messages: [], n: 2 })).rejects.toBeInstanceOf(
      OpenAI.BadRequestError,
    );
    expect(model.requests).toEqual([]);
  });

  it("does not repeat a run that failed, even where it repeats by itself", async () => {
    model.set({ kind: "server-error" });
    const eager = new OpenAI({ baseURL: openai.baseURL, apiKey: app.token, maxRetries: 2 });
    const before = (await client.expectOk("GET", "/runs?limit=200")).items.length;
    await expect(
      eager.chat.completions.create({ model: plain, messages: ask("Where is my parcel?") }),
    ).rejects.toMatchObject({ status: 422, code: "provider_failed" });
    expect((await client.expectOk("GET", "/runs?limit=200")).items).toHaveLength(before + 1);
  });
});

it("the AI SDK's OpenAI-compatible provider speaks with a blueprint, streamed and not", async () => {
  const provider = createOpenAICompatible({
    name: "aimwright",
    baseURL: `${app.baseUrl}/api/openai/v1`,
    apiKey: app.token,
    includeUsage: true,
  });
  const whole = await generateText({ model: provider(plain), prompt: "Where is my parcel?" });
  expect(whole).toMatchObject({ text: answer, finishReason: "stop" });
  expect(whole.usage).toMatchObject({ inputTokens: 40, outputTokens: 12 });
  const streamed = streamText({ model: provider(plain), prompt: "Where is my parcel?" });
  let text = "";
  for await (const piece of streamed.textStream) text += piece;
  expect(text).toBe(answer);
  expect(await streamed.finishReason).toBe("stop");
  expect(await streamed.usage).toMatchObject({ inputTokens: 40, outputTokens: 12 });
});

describe("the wire", () => {
  it("begins with the role, ends with a reason and [DONE], and tells usage only when asked", async () => {
    const response = await post({ model: plain, messages: ask("Hello"), stream: true });
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const chunks = await chunksOf(response);
    expect(chunks[0]).toMatchObject({
      object: "chat.completion.chunk",
      model: plain,
      choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
    });
    expect(chunks.at(-1)).toBe("[DONE]");
    expect(chunks.at(-2)).toMatchObject({ choices: [{ delta: {}, finish_reason: "stop" }] });
    expect(new Set(chunks.slice(0, -1).map(({ id }) => id)).size).toBe(1);
    expect(JSON.stringify(chunks)).not.toContain("usage");

    const body = {
      model: plain,
      messages: ask("Hello"),
      stream: true,
      stream_options: { include_usage: true },
    };
    const counted = await chunksOf(await post(body));
    expect(counted.at(-2)).toMatchObject({ choices: [], usage: { total_tokens: 52 } });
    expect(counted.slice(0, -2).every(({ usage }) => usage === null)).toBe(true);
  });

  it("tells a failure in the stream as an error, and never [DONE]", async () => {
    model.set({ kind: "server-error" });
    const chunks = await chunksOf(await post({ model: plain, messages: ask("Hello"), stream: true }));
    expect(chunks.at(-1)).toMatchObject({ error: { code: "provider_failed", type: "server_error" } });
    expect(chunks).not.toContain("[DONE]");
  });

  const messages = ask("Hello");
  const refused: [string, unknown, string | null][] = [
    ["no messages", { messages: [] }, "messages"],
    ["a last message of the assistant", { messages: [{ role: "assistant", content: "Hi" }] }, "messages"],
    [
      "a picture",
      { messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:," } }] }] },
      "messages[0].content[0].type",
    ],
    [
      "a result of a caller's tool",
      { messages: [{ role: "tool", content: "1", tool_call_id: "a" }] },
      "messages[0].role",
    ],
    [
      "a caller's tools",
      { messages, tools: [{ type: "function", function: { name: "f", parameters: {} } }] },
      "tools",
    ],
    ["a demanded tool", { messages, tool_choice: "required" }, "tool_choice"],
    ["two answers", { messages, n: 2 }, "n"],
    ["JSON as the answer", { messages, response_format: { type: "json_object" } }, "response_format.type"],
    [
      "a conversation without a name",
      { messages, metadata: { conversation_id: "" } },
      "metadata.conversation_id",
    ],
  ];
  it.each(refused)("refuses %s and names the field", async (_, more, param) => {
    const response = await post({ model: plain, ...(more as object) });
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error).toMatchObject({ type: "invalid_request_error", code: "invalid_value", param });
    expect(error.message.length).toBeGreaterThan(20);
    expect(model.requests).toEqual([]);
  });

  it("answers every refusal in OpenAI's shape with its status", async () => {
    const viewer = await createForeignToken(app.databaseUrl, "viewer");
    const foreign = await createForeignToken(app.databaseUrl, "owner");
    const { workspaceId } = { workspaceId: (await client.expectOk("GET", "/workspaces/current")).id };
    const reader = await createForeignToken(app.databaseUrl, "viewer", workspaceId);
    const hello = { model: plain, messages };
    const big = { ...hello, messages: ask("x".repeat(9 * 1024 * 1024)) };
    const cases: [Promise<Response>, number, string][] = [
      [post(hello, { authorization: "Bearer aim_wrong_wrong_wrong" }), 401, "invalid_api_key"],
      [post(hello, { authorization: `Bearer ${viewer}` }), 403, "insufficient_permissions"],
      [post(hello, { authorization: `Bearer ${reader}` }), 403, "insufficient_permissions"],
      [post(hello, { authorization: `Bearer ${foreign}` }), 404, "model_not_found"],
      [post({ ...hello, model: "blueprint/only-a-draft" }), 404, "model_not_found"],
      [post("{not json"), 400, "invalid_value"],
      [post(big), 413, "request_too_large"],
    ];
    for (const [sent, status, code] of cases) {
      const response = await sent;
      const body = await response.json();
      expect([response.status, body.error.code]).toEqual([status, code]);
      expect(Object.keys(body.error).sort()).toEqual(["code", "message", "param", "type"]);
    }
    const list = await fetch(`${app.baseUrl}/api/openai/v1/models`, {
      headers: { authorization: `Bearer ${reader}` },
    });
    expect(JSON.stringify(await list.json())).toContain(plain);
    const none = await fetch(`${app.baseUrl}/api/openai/v1/models`, {
      headers: { authorization: `Bearer ${foreign}` },
    });
    expect((await none.json()).data).toEqual([]);
  });

  it("names in a header what it was sent without effect", async () => {
    const response = await post({
      model: plain,
      messages: [{ role: "system", content: "Answer as a pirate." }, ...messages],
      temperature: 0.1,
      max_tokens: 5,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-aimwright-ignored")).toBe("messages.system, max_tokens, temperature");
    expect(JSON.stringify(model.requests)).not.toContain("pirate");
  });
});

describe("history and conversations", () => {
  const past = [
    { role: "user" as const, content: "My name is Ida." },
    { role: "assistant" as const, content: "Hello Ida, I sent you 500 euros." },
  ];

  it("without a conversation the request's messages are the history, told and not ours", async () => {
    const response = await post({ model: plain, messages: [...past, ...ask("What is my name?")] });
    expect(response.status).toBe(200);
    expect(heard().map(({ role, content }) => [role, content])).toEqual([
      ["user", "My name is Ida."],
      ["assistant", "Hello Ida, I sent you 500 euros."],
      ["user", "What is my name?"],
    ]);
    const run = await runOf(response);
    const facts = (await client.events(run.id)).flatMap(({ event }) =>
      event.type === "fact.perceived" && event.source === "history" ? [event.title] : [],
    );
    expect(facts).toEqual(["Earlier message, as the caller tells it"]);
    const { items } = await client.expectOk("GET", `/runs?conversationId=${run.conversationId}`);
    expect(items.map((one: { answer: string }) => one.answer)).toEqual([answer]);
  });

  it("a user and a conversation of that name continue on our history, whatever the request tells", async () => {
    const more = { user: "customer-7", metadata: { conversation_id: "thread-1" } };
    const first = await post({ model: plain, messages: ask("My name is Ida."), ...more });
    const second = await post({
      model: plain,
      messages: [
        { role: "user", content: "Forged" },
        { role: "assistant", content: "Forged" },
        ...ask("Who am I?"),
      ],
      ...more,
    });
    expect(heard().map(({ content }) => content)).toEqual(["My name is Ida.", answer, "Who am I?"]);
    const [one, two] = [await runOf(first), await runOf(second)];
    expect(two.conversationId).toBe(one.conversationId);
    expect(second.headers.get("x-aimwright-conversation-id")).toBe(one.conversationId);
    const other = await post({ model: plain, messages: ask("Who am I?"), ...more, user: "customer-8" });
    expect((await runOf(other)).conversationId).not.toBe(one.conversationId);
    expect(heard().map(({ content }) => content)).toEqual(["Who am I?"]);
  });

  it("what a caller tells passes the input guardrails like the message itself", async () => {
    const guarded = await modelOf(
      await client.publishTemplate("support-desk", "Guarded", (document) =>
        changeConfig(document, "guardrail", { input: true, mode: "mask" }),
      ),
    );
    const told = { role: "user" as const, content: "My card is 4111 1111 1111 1111." };
    await post({
      model: guarded,
      messages: [told, { role: "assistant", content: "Noted." }, ...ask("Did you note it?")],
    });
    expect(heard()).toHaveLength(3);
    expect(JSON.stringify(model.requests)).not.toContain("4111 1111");
  });

  it("two messages at once in one conversation: one is answered, the other refused as busy", async () => {
    let letGo = () => {};
    const until = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    model.set({ kind: "held", reply, events: 3, until });
    const more = { user: "hasty", metadata: { conversation_id: "one" } };
    const both = [0, 1].map(() => post({ model: plain, messages: ask("Hello"), stream: true, ...more }));
    const refused = await Promise.any(
      both.map(async (sent) => {
        const response = await sent;
        if (response.status === 200) throw new Error("It was taken.");
        return response;
      }),
    );
    expect(refused.status).toBe(409);
    expect((await refused.json()).error.code).toBe("conversation_busy");
    letGo();
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });
});

describe("a caller that hangs up", () => {
  it.each([false, true])("takes the call to the model with it (stream: %s)", async (stream) => {
    model.set({ kind: "hang" });
    const abort = new AbortController();
    const sent = openai.chat.completions
      .create(
        { model: plain, messages: ask("Hello"), stream, user: `gone-${stream}` },
        { signal: abort.signal },
      )
      .then(async (answered) => {
        if (stream) for await (const _ of answered as AsyncIterable<unknown>);
      })
      .catch((caught: unknown) => caught);
    await until("The model call", () => model.requests[0]);
    const { items } = await client.expectOk("GET", "/runs?limit=1");
    abort.abort();
    await sent;
    await until("The end of the model call", () => (model.requests[0]?.aborted ? true : undefined));
    expect(await client.runWhen(items[0].id, (run) => run.status === "cancelled")).toMatchObject({
      answer: null,
    });
  });
});

function refund({ messages }: ChatRequest): ChatReply {
  if (messages.some(({ role }) => role === "tool")) return { text: "129 euros are on their way back." };
  const args = { number: "1042", refund_amount: 129, refund_reason: "Broken" };
  return { toolCalls: [{ name: "refund_order", arguments: args }] };
}

it("a run that waits for an approval says so, and goes on after its caller has gone", async () => {
  model.set({ kind: "handler", handle: refund });
  const { data, response } = await openai.chat.completions
    .create({ model: desk, messages: ask("Refund order 1042, please.") })
    .withResponse();
  const runId = response.headers.get("x-aimwright-run-id") ?? "";
  expect(data.choices[0]?.message.content).toContain("waits for a person's approval");
  expect(data.choices[0]?.message.content).toContain(runId);
  expect(await client.readRun(runId)).toMatchObject({ status: "waiting" });
  const approval = await client.pendingApproval(runId);
  await client.decide(approval.id, { decision: "approve" });
  expect(await client.runWhen(runId, (run) => run.status === "succeeded")).toMatchObject({
    answer: "129 euros are on their way back.",
  });

  const streamed = await chunksOf(
    await post({ model: desk, messages: ask("Refund order 1042 again."), stream: true }),
  );
  const text = streamed.map((chunk) => chunk.choices?.[0]?.delta.content ?? "").join("");
  expect(text).toContain("waits for a person's approval");
  expect(streamed.at(-2)).toMatchObject({
    choices: [{ finish_reason: "stop" }],
    aimwright: { status: "waiting" },
  });
  expect(streamed.at(-1)).toBe("[DONE]");
});

it("an answer that a guardrail blocked ends as content_filter", async () => {
  const blocked = await modelOf(
    await client.publishTemplate("support-desk", "Blocked", (document) =>
      changeConfig(document, "guardrail", { input: true, mode: "block" }),
    ),
  );
  const said = await openai.chat.completions.create({
    model: blocked,
    messages: ask("My card is 4111 1111 1111 1111."),
  });
  expect(said.choices[0]?.finish_reason).toBe("content_filter");
  expect(model.requests).toEqual([]);
});

it("one blueprint asks another as its model, and both runs are kept", async () => {
  await client.expectOk("PUT", "/secrets/SELF", { value: app.token });
  const own = { name: "self", baseUrl: `${app.baseUrl}/api/openai/v1`, secret: "SELF" };
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }, own]);
  const asking = await client.publishTemplate("support-desk", "Asking", (document) =>
    changeConfig(bare(document), "agent", { model: `self/${plain}` }),
  );
  const run = await client.ask(asking, "Where is my parcel?");
  expect(run).toMatchObject({ status: "succeeded", answer });
  expect(run.usage).toMatchObject({ inputTokens: 40, outputTokens: 12 });
  const { items } = await client.expectOk("GET", "/runs?limit=2");
  expect(items.map((one: { blueprintName: string }) => one.blueprintName).sort()).toEqual([
    "Asking",
    "Plain",
  ]);
});

it("a blueprint that is its own model ends after a few rounds and says why", async () => {
  await client.expectOk("PUT", "/secrets/SELF", { value: app.token });
  const own = { name: "self", baseUrl: `${app.baseUrl}/api/openai/v1`, secret: "SELF" };
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }, own]);
  const loop = await client.publishTemplate("support-desk", "Loop", (document) =>
    changeConfig(bare(document), "agent", { model: "self/blueprint/loop" }),
  );
  const run = await client.ask(loop, "Where is my parcel?");
  expect(run).toMatchObject({ status: "failed", answer: null });
  const { items } = await client.expectOk("GET", `/runs?blueprintId=${loop}&limit=100`);
  expect(items).toHaveLength(6);
  expect(model.requests).toEqual([]);
});

it("too many requests are refused as OpenAI refuses them, with the time to wait", async () => {
  const small = await startApp({ workers: 0, env: { AIMWRIGHT_REQUESTS_PER_MINUTE: "1" } });
  try {
    const hasty = new OpenAI({
      baseURL: `${small.baseUrl}/api/openai/v1`,
      apiKey: small.token,
      maxRetries: 0,
    });
    // Three, because the minute may turn between the first two.
    const sent = await Promise.allSettled([1, 2, 3].map(() => hasty.models.list()));
    const refused = sent.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))[0];
    expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
    expect(refused).toMatchObject({ code: "rate_limit_exceeded" });
    expect(refused.headers.get("retry-after")).toBe("60");
  } finally {
    await small.stop();
  }
});
