import { randomBytes } from "node:crypto";
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from "ai";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { changeConfig, removeNodes } from "#lib/blueprint/edits/change-nodes.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { suiteClient } from "./suite-client.ts";

let app: RunningApp;
let client: RunClient;
let model: OpenAiServer;
let slug: string;

const reply = { text: "Your parcel was delivered on 12 November, signed at the door by Mira." };
const newKey = () => randomBytes(32).toString("base64url");

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "reply", reply });
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  slug = await publish("Hosted desk", true);
});

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

async function publish(name: string, hosted: boolean): Promise<string> {
  const id = await client.publishTemplate("support-desk", name, (document) => ({
    ...document,
    nodes: document.nodes.map((node) =>
      node.kind === "chat" ? { ...node, config: { ...node.config, hosted } } : node,
    ),
  }));
  return (await client.expectOk("GET", `/blueprints/${id}`)).slug;
}

function post(where: string, key: string, more: Record<string, unknown> = {}) {
  return fetch(`${app.baseUrl}/api/chat/${where}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-conversation-key": key },
    body: JSON.stringify({ messages: [{ role: "user", parts: [{ type: "text", text: "Hello" }] }], ...more }),
  });
}

function transcript(where: string, conversationId: string, key: string) {
  return fetch(`${app.baseUrl}/api/chat/${where}/${conversationId}`, {
    headers: { "x-conversation-key": key },
  });
}

async function converse(where: string, key: string): Promise<string> {
  const response = await post(where, key);
  expect(response.status).toBe(200);
  await response.text();
  return response.headers.get("x-conversation-id") ?? "";
}

test("the transport of useChat hears the answer, and nothing a contact must not see", async () => {
  model.set({ kind: "reply", reply });
  const key = newKey();
  const transport = new DefaultChatTransport({
    api: `${app.baseUrl}/api/chat/${slug}`,
    headers: { "x-conversation-key": key },
  });
  const asked: UIMessage = { id: "1", role: "user", parts: [{ type: "text", text: "Where is my parcel?" }] };
  const stream = await transport.sendMessages({
    chatId: "chat",
    messages: [asked],
    trigger: "submit-message",
    messageId: undefined,
    abortSignal: undefined,
  });
  let last: UIMessage | undefined;
  for await (const message of readUIMessageStream({ stream })) last = message;
  expect(last?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("")).toBe(reply.text);
  const { conversationId } = (last?.metadata ?? {}) as Record<string, string>;
  const own = await transcript(slug, String(conversationId), key);
  const { exchanges } = await own.json();
  expect(exchanges).toMatchObject([
    { question: "Where is my parcel?", answers: [{ text: reply.text }], live: "", status: "succeeded" },
  ]);
  expect(Object.keys(exchanges[0]).sort()).toEqual([
    "answers",
    "documents",
    "handoff",
    "live",
    "messageId",
    "question",
    "rating",
    "runId",
    "status",
  ]);
});

test("a wrong key, no key, and a conversation of another chat are refused alike", async () => {
  model.set({ kind: "reply", reply });
  const key = newKey();
  const conversationId = await converse(slug, key);
  expect((await transcript(slug, conversationId, key)).status).toBe(200);
  expect((await transcript(slug, conversationId, newKey())).status).toBe(404);
  expect((await transcript(slug, conversationId, "")).status).toBe(404);
  expect((await post(slug, newKey(), { conversationId })).status).toBe(404);
  const other = await publish("Other hosted desk", true);
  expect((await transcript(other, conversationId, key)).status).toBe(404);
  expect((await post(other, key, { conversationId })).status).toBe(404);
});

test("a chat that is not published or not hosted is not there, and a graph is refused", async () => {
  const draft = await client.expectOk("POST", "/blueprints", {
    template: "support-desk",
    name: "Only a draft",
  });
  const closed = await publish("Closed desk", false);
  for (const where of [draft.slug, closed, "nowhere"]) {
    expect((await post(where, newKey())).status).toBe(404);
    expect((await fetch(`${app.baseUrl}/chat/${where}`)).status).toBe(404);
  }
  expect((await post(slug, newKey(), { document: { nodes: [] } })).status).toBe(400);
  expect((await fetch(`${app.baseUrl}/chat/${slug}`)).status).toBe(200);
});

test("a page that goes away in mid-answer finds the rest", async () => {
  model.set({ kind: "slow", reply, delayMs: 1000 });
  const key = newKey();
  const response = await post(slug, key);
  const conversationId = response.headers.get("x-conversation-id") ?? "";
  await response.body?.cancel();
  const early = await (await transcript(slug, conversationId, key)).json();
  expect(early.exchanges).toMatchObject([{ question: "Hello", answers: [], status: "running" }]);
  const seen = await until("The rest", async () => {
    const { exchanges } = await (await transcript(slug, conversationId, key)).json();
    return exchanges[0].status === "running" ? undefined : exchanges[0];
  });
  expect(seen).toMatchObject({ answers: [{ text: reply.text }], status: "succeeded" });
});

function held() {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  model.set({ kind: "held", reply, events: 6, until });
  return letGo;
}

function message(id: string, text: string) {
  return { messages: [{ id, role: "user", parts: [{ type: "text", text }] }] };
}

function textOf(seen: UIMessage | undefined): string {
  return (seen?.parts ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");
}

async function publishUnguarded(name: string): Promise<string> {
  const id = await client.publishTemplate("support-desk", name, (document) =>
    removeNodes(document, ["guardrail"]),
  );
  return (await client.expectOk("GET", `/blueprints/${id}`)).slug;
}

test("useChat's transport takes up an answer under way from its beginning, and finds none when it is over", async () => {
  const where = await publishUnguarded("Resumed desk");
  const letGo = held();
  const key = newKey();
  const response = await post(where, key);
  const conversationId = response.headers.get("x-conversation-id") ?? "";
  await response.body?.cancel();
  const transport = new DefaultChatTransport({
    api: `${app.baseUrl}/api/chat/${where}`,
    headers: { "x-conversation-key": key },
  });
  const stream = await transport.reconnectToStream({ chatId: conversationId });
  if (!stream) throw new Error("There is no stream to take up.");
  const seen: string[] = [];
  let last: UIMessage | undefined;
  for await (const message of readUIMessageStream({ stream })) {
    last = message;
    const text = textOf(message);
    if (text !== "") seen.push(text);
    if (seen.length === 1) letGo();
  }
  expect(reply.text.startsWith(seen[0] ?? "?")).toBe(true);
  expect(seen[0]).not.toBe(reply.text);
  expect(textOf(last)).toBe(reply.text);
  expect(await transport.reconnectToStream({ chatId: conversationId })).toBeNull();
  const stranger = await fetch(`${app.baseUrl}/api/chat/${where}/${conversationId}/stream`, {
    headers: { "x-conversation-key": newKey() },
  });
  expect(stranger.status).toBe(404);
});

test("the same message sent again gives the run it started, also when the page knows no conversation yet", async () => {
  model.set({ kind: "reply", reply });
  model.requests.length = 0;
  const key = newKey();
  const first = await post(slug, key, message("m-1", "Where is my parcel?"));
  await first.text();
  const again = await post(slug, key, message("m-1", "Where is my parcel?"));
  expect(await again.text()).toContain(reply.text);
  const conversationId = first.headers.get("x-conversation-id") ?? "";
  expect(again.headers.get("x-conversation-id")).toBe(conversationId);
  const both = await Promise.all([1, 2].map(() => post(slug, key, message("m-2", "And the other one?"))));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  await Promise.all(both.map((response) => response.text()));
  const { exchanges } = await (await transcript(slug, conversationId, key)).json();
  expect(exchanges.map(({ messageId }: { messageId: string }) => messageId)).toEqual(["m-1", "m-2"]);
  expect(model.requests).toHaveLength(2);
});

test("a second message while one is being answered is refused as busy, and taken afterwards", async () => {
  const letGo = held();
  const key = newKey();
  const first = await post(slug, key, message("a", "Hello"));
  const second = await post(slug, key, message("b", "Are you there?"));
  expect(second.status).toBe(409);
  expect((await second.json()).error).toMatchObject({ code: "conversation_busy" });
  letGo();
  await first.text();
  const third = await post(slug, key, message("b", "Are you there?"));
  expect(third.status).toBe(200);
  await third.text();
});

test("a contact rates its own answers only, a later thumb replaces the first, and the run's ratings have it", async () => {
  model.set({ kind: "reply", reply });
  const key = newKey();
  const conversationId = await converse(slug, key);
  const read = async () => (await (await transcript(slug, conversationId, key)).json()).exchanges[0];
  const { runId } = await read();
  const rate = (body: Record<string, unknown>, where = conversationId, by = key) =>
    fetch(`${app.baseUrl}/api/chat/${slug}/${where}/ratings`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-conversation-key": by },
      body: JSON.stringify({ runId, ...body }),
    });
  expect((await rate({ value: 1 })).status).toBe(201);
  expect((await rate({ value: -1, comment: "Too late" })).status).toBe(201);
  expect((await read()).rating).toEqual({ value: -1, comment: "Too late" });
  expect((await rate({ value: 1 }, conversationId, newKey())).status).toBe(404);
  const otherKey = newKey();
  const other = await converse(slug, otherKey);
  expect((await rate({ value: 1 }, other, otherKey)).status).toBe(404);
  expect((await rate({ value: 5 })).status).toBe(400);
  expect((await read()).rating).toEqual({ value: -1, comment: "Too late" });
});

test("only the sites its author names may show a chat in a frame", async () => {
  const policyOf = async (where: string) =>
    (await fetch(`${app.baseUrl}/chat/${where}`)).headers.get("content-security-policy") ?? "";
  expect(await policyOf(slug)).toContain("frame-ancestors 'none'");
  expect(await policyOf(slug)).toContain("default-src 'self'");
  const shown = await client.publishTemplate("support-desk", "Framed desk", {
    chat: { embedOrigins: ["https://shop.example", "https://*.kettles.example"] },
  });
  const framed = (await client.expectOk("GET", `/blueprints/${shown}`)).slug;
  expect(await policyOf(framed)).toContain("frame-ancestors https://shop.example https://*.kettles.example");
  expect(await policyOf("nowhere")).toContain("frame-ancestors 'none'");

  const made = await client.expectOk("POST", "/blueprints", {
    template: "support-desk",
    name: "Wrong frame",
  });
  const document = changeConfig(made.document, "chat", { embedOrigins: ["https://a.example; script-src *"] });
  await client.expectOk("PUT", `/blueprints/${made.id}`, { document, revision: made.revision });
  const refused = await client.send("POST", `/blueprints/${made.id}/publish`, {});
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("embedOrigins.0");
});

it("a style guide reaches every channel, and its eval passes for answers that keep it and fails for one that does not [A1.7]", {
  timeout: 60_000,
}, async () => {
  const style = {
    tone: "Warm and brief.",
    greeting: "Hello from Linde!",
    signOff: "Your Linde team",
    avoid: [{ word: "library card", say: "reader card" }],
    sentenceWords: 40,
  };
  const publishStyled = (name: string, agentModel: string) =>
    client.publishTemplate("first-agent", name, (document) => {
      const styled = { ...document, settings: { ...document.settings, style } };
      const agent = styled.nodes.find(({ kind }) => kind === "agent");
      const hook = {
        id: "hook",
        kind: "webhook",
        title: "Hook",
        position: { x: 0, y: 600 },
        config: { text: "{question}", secret: "" },
      } as const;
      const wire = {
        id: "hooked",
        from: { node: "hook", port: "starts" },
        to: { node: agent?.id ?? "", port: "start" },
      };
      const nodes = [...styled.nodes, hook];
      return changeConfig({ ...styled, nodes, wires: [...styled.wires, wire] }, agent?.id ?? "", {
        model: agentModel,
      });
    });
  const id = await publishStyled("Styled", "rehearsal/rehearsal-1");
  const { slug: own } = await client.expectOk("GET", `/blueprints/${id}`);
  const question = "Can I borrow a laptop?";

  const run = await client.ask(id, question, { trigger: "chat" });
  const key = newKey();
  const chatted = await post(own, key, {
    messages: [{ role: "user", parts: [{ type: "text", text: question }] }],
  });
  await chatted.text();
  const seen = await (await transcript(own, chatted.headers.get("x-conversation-id") ?? "", key)).json();
  const completion = await app.fetch("/api/openai/v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: `blueprint/${own}`, messages: [{ role: "user", content: question }] }),
  });
  const { items } = await client.expectOk("GET", `/triggers?blueprintId=${id}`);
  const called = await fetch(`${app.baseUrl}${items[0].url}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ question }),
  });
  const { runId } = (await called.json()) as { runId: string };
  const hooked = await client.runWhen(runId, ({ status }) => status === "succeeded");
  const said: Record<string, string> = {
    api: run.answer ?? "",
    chat: seen.exchanges[0].answers[0].text,
    openai: (await completion.json()).choices[0].message.content,
    webhook: hooked.answer ?? "",
  };
  for (const [channel, answer] of Object.entries(said)) {
    expect([channel, answer]).toEqual([channel, expect.stringMatching(/^Hello from Linde! .*reader card/is)]);
    expect([channel, answer.endsWith("Your Linde team"), /library card/i.test(answer)]).toEqual([
      channel,
      true,
      false,
    ]);
  }

  const suites = suiteClient(client);
  const cases = [
    {
      title: "In our voice",
      messages: [question],
      expectations: [
        { kind: "style" },
        { kind: "rubric", criteria: [{ label: "The answer uses plain words, no jargon." }], passAt: 1 },
      ],
    },
  ];
  const tiersOf = (ref: string) =>
    client.expectOk("PATCH", "/workspaces/current", {
      settings: {
        models: {
          endpoints: [{ name: "local", baseUrl: model.baseUrl }],
          tiers: { fast: ref, standard: ref, frontier: ref },
        },
      },
    });
  await tiersOf("rehearsal/rehearsal-1");
  try {
    const kept = await suites.create(id, { name: "Voice", cases });
    expect((await suites.run(kept.id, "live")).score.overall).toMatchObject({ passed: 1, failed: 0 });

    // A model that was told the same guide and does not keep it.
    model.set({ kind: "reply", reply: { text: "Pursuant to the rules a library card may be utilised." } });
    const stubborn = await publishStyled("Unstyled", "local/test-model");
    const broken = await suites.create(stubborn, { name: "Voice", cases });
    const [result] = (await suites.run(broken.id, "live")).results;
    expect(result?.checks.map(({ passed, reason }) => [passed, reason])).toEqual([
      [false, "3 of 4 rules are broken."],
      [false, "0 % of the rubric is met; 100 % is the bar."],
    ]);
    expect(JSON.stringify(model.requests.at(-1)?.body.messages)).toContain(
      "begin the first answer of a conversation",
    );
  } finally {
    await tiersOf("local/test-model");
  }
});
