import { randomBytes } from "node:crypto";
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from "ai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { type RunClient, runClient, until } from "./run-client.ts";

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
  expect(Object.keys(exchanges[0]).sort()).toEqual(["answers", "live", "question", "runId", "status"]);
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
