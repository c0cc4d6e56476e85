import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import { replayAll } from "./replay-all.ts";
import { type RunClient, runClient, until } from "./run-client.ts";
import { createForeignToken } from "./second-workspace.ts";
import { desk, publishDesk, warranty } from "./takeover-desk.ts";

let app: RunningApp;
let model: OpenAiServer;
let client: RunClient;
let slug: string;

beforeAll(async () => {
  model = await startOpenAiServer({ kind: "handler", handle: desk });
  app = await startApp();
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  ({ slug } = await publishDesk(client, "Takeover desk"));
});

beforeEach(() => model.set({ kind: "handler", handle: desk }));

afterAll(async () => {
  await app?.stop();
  await model?.close();
});

type Chunk = { type: string; data?: Record<string, unknown>; messageMetadata?: Record<string, unknown> };

/** A contact's own page without a browser. */
function contact() {
  const headers = {
    "content-type": "application/json",
    "x-conversation-key": randomBytes(32).toString("base64url"),
  };
  let conversationId: string | undefined;
  /** Reads a UI message stream until `enough`, or to its end. */
  async function read(response: Response, enough: (chunks: Chunk[]) => boolean): Promise<Chunk[]> {
    expect(response.status).toBe(200);
    const chunks: Chunk[] = [];
    let rest = "";
    const reader = (response.body as ReadableStream<Uint8Array>)
      .pipeThrough(new TextDecoderStream() as never)
      .getReader() as ReadableStreamDefaultReader<string>;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const blocks = (rest + piece.value).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks)
        if (block.startsWith("data: {")) chunks.push(JSON.parse(block.slice("data: ".length)));
      if (enough(chunks)) {
        await reader.cancel();
        break;
      }
    }
    conversationId ??= chunks[0]?.messageMetadata?.conversationId as string;
    return chunks;
  }
  const never = () => false;
  return {
    write: async (id: string, text: string, enough: (chunks: Chunk[]) => boolean = never) =>
      read(
        await app.fetch(`/api/chat/${slug}`, {
          method: "POST",
          headers,
          body: JSON.stringify({
            messages: [{ id, role: "user", parts: [{ type: "text", text }] }],
            ...(conversationId === undefined ? {} : { conversationId }),
          }),
        }),
        enough,
      ),
    resume: async (enough: (chunks: Chunk[]) => boolean = never) =>
      read(await app.fetch(`/api/chat/${slug}/${conversationId}/stream`, { headers }), enough),
    transcript: async () =>
      (await (await app.fetch(`/api/chat/${slug}/${conversationId}`, { headers })).json()).exchanges,
    conversationId: () => conversationId as string,
  };
}

const begun = (chunks: Chunk[]) => chunks.length > 0;
const handed = (chunks: Chunk[]) => chunks.some(({ type }) => type === "data-handoff");
const said = (chunks: Chunk[]) => chunks.filter(({ type }) => type === "data-said").map(({ data }) => data);

async function waitingHandoff(conversationId: string) {
  return until("A handoff", async () => {
    const { items } = await client.expectOk("GET", "/handoffs?status=pending&limit=100");
    return items.find((one: { conversationId: string }) => one.conversationId === conversationId);
  });
}

async function withPerson() {
  const page = contact();
  await page.write("m1", "I want a person, please.", handed);
  const handoff = await waitingHandoff(page.conversationId());
  return { page, handoff };
}

describe("a hosted chat during a handoff", () => {
  it("carries both sides in the stream and the transcript, each message once, also when sent again [C3.4]", async () => {
    const { page, handoff } = await withPerson();
    await client.expectOk("POST", `/handoffs/${handoff.id}/claim`);
    await client.expectOk("POST", `/handoffs/${handoff.id}/messages`, { text: "Hello, I am here." });
    const [first] = await page.write("m2", "Where is it?", (all) => said(all).length === 2);
    expect(first?.messageMetadata).toMatchObject({ runId: handoff.runId, isWithPerson: true });
    const again = await Promise.all([
      page.write("m2", "Where is it?", begun),
      page.write("m2", "Where is it?", begun),
      page.write("m1", "I want a person, please.", begun),
    ]);
    for (const [start] of again) expect(start?.messageMetadata).toMatchObject({ runId: handoff.runId });
    await client.expectOk("POST", `/handoffs/${handoff.id}/messages`, { text: "On its way." });

    const resumed = await page.resume((all) => said(all).length === 3);
    expect(said(resumed).map((one) => one?.text)).toEqual([
      "Hello, I am here.",
      "Where is it?",
      "On its way.",
    ]);
    const [open] = await page.transcript();
    expect(open).toMatchObject({ status: "waiting", handoff: { state: "claimed" } });
    expect(open.answers).toMatchObject([
      { from: "person", text: "Hello, I am here." },
      { from: "contact", text: "Where is it?", messageId: "m2" },
      { from: "person", text: "On its way." },
    ]);

    await client.expectOk("POST", `/handoffs/${handoff.id}`, { reply: "Express is booked." });
    await client.runWhen(handoff.runId, (run) => run.status === "succeeded");
    // Sent again after the person has left, it still starts nothing.
    const [late] = await page.write("m2", "Where is it?");
    expect(late?.messageMetadata).toMatchObject({ runId: handoff.runId, isWithPerson: false });
    const [done, ...others] = await page.transcript();
    expect(others).toEqual([]);
    expect(done.handoff).toMatchObject({ state: "returned" });
    expect(done.answers.map((one: { from: string }) => one.from)).toEqual([
      "person",
      "contact",
      "person",
      "agent",
    ]);
    await page.write("m3", "Thanks. And now?");
    expect(await page.transcript()).toHaveLength(2);
  });

  it("shows the end of a closed one, and says its last word once", async () => {
    const { page, handoff } = await withPerson();
    await client.expectOk("POST", `/handoffs/${handoff.id}`, { close: true, reply: "Solved by phone." });
    await client.runWhen(handoff.runId, (run) => run.status === "succeeded");
    const [exchange] = await page.transcript();
    expect(exchange).toMatchObject({ status: "succeeded", handoff: { state: "closed" } });
    expect(exchange.answers).toMatchObject([{ from: "person", text: "Solved by phone." }]);
  });

  it("passes an OpenAI client's message to the person and says so, without a second run", async () => {
    const complete = async (content: string) => {
      const response = await app.fetch("/api/openai/v1/chat/completions", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          model: `blueprint/${slug}`,
          messages: [{ role: "user", content }],
          metadata: { conversation_id: "late parcel" },
        }),
      });
      expect(response.status).toBe(200);
      return {
        runId: response.headers.get("x-aimwright-run-id"),
        conversationId: response.headers.get("x-aimwright-conversation-id") as string,
        text: (await response.json()).choices[0].message.content,
      };
    };
    const first = await complete("I want a person, please.");
    const second = await complete("Are you there?");
    expect(second.runId).toBe(first.runId);
    expect(second.text).toContain("went to the person");
    const handoff = await waitingHandoff(first.conversationId);
    await until("The message", async () => {
      const events = await client.events(handoff.runId);
      return events.find(({ event }) => event.type === "handoff.message" && event.text === "Are you there?");
    });
    expect((await client.expectOk("GET", `/runs?conversationId=${first.conversationId}`)).items).toHaveLength(
      1,
    );
  });
});

describe("a suggested reply", () => {
  it("is drafted from the conversation and the agent's datasets, with sources, and never sent [B5.4]", async () => {
    const { page, handoff } = await withPerson();
    await client.expectOk("POST", `/handoffs/${handoff.id}/claim`);
    await page.write("m2", "How long is the warranty?", (all) => said(all).length === 1);
    const before = await client.events(handoff.runId);
    model.requests.length = 0;
    const suggested = await client.expectOk("POST", `/handoffs/${handoff.id}/suggestion`);
    expect(suggested).toMatchObject({ text: `${warranty} [1]`, model: "local/test-model" });
    expect(suggested.sources).toHaveLength(1);
    expect(suggested.sources[0].text).toMatch(/warranty/i);
    expect(suggested.sources[0].dataset).not.toBe("");
    expect(suggested.cost.inputTokens).toBeGreaterThan(0);
    expect(model.requests).toHaveLength(1);
    expect(JSON.stringify(model.requests[0])).toContain("I want a person, please.");
    expect(await client.events(handoff.runId)).toEqual(before);
    const { items } = await client.expectOk("GET", "/audit?limit=20");
    expect(items).toContainEqual(
      expect.objectContaining({ action: "handoff.suggested", nounId: handoff.id }),
    );

    model.set({ kind: "reply", reply: { text: "" } });
    const empty = await client.send("POST", `/handoffs/${handoff.id}/suggestion`);
    expect(empty.body.error.code).toBe("provider_failed");
    expect(empty.status).toBeGreaterThanOrEqual(500);

    const workspace = (await client.expectOk("GET", "/workspaces/current")).id;
    const viewer = await createForeignToken(app.databaseUrl, "viewer", workspace);
    const stranger = await createForeignToken(app.databaseUrl);
    const ask = (token: string) =>
      client.send("POST", `/handoffs/${handoff.id}/suggestion`, undefined, {
        authorization: `Bearer ${token}`,
      });
    expect((await ask(viewer)).status).toBe(403);
    expect((await ask(stranger)).status).toBe(404);
    await client.expectOk("POST", `/handoffs/${handoff.id}`, { close: true });
    expect((await client.send("POST", `/handoffs/${handoff.id}/suggestion`)).status).toBe(409);
  });

  it("comes from the rehearsal model where there is no key [B5.4]", async () => {
    const { page, handoff } = await withPerson();
    await page.write("m2", "How long is the warranty?", (all) => said(all).length === 1);
    const tiers = {
      fast: "rehearsal/rehearsal-1",
      standard: "rehearsal/rehearsal-1",
      frontier: "rehearsal/rehearsal-1",
    };
    await client.expectOk("PATCH", "/workspaces/current", { settings: { models: { endpoints: [], tiers } } });
    const suggested = await client.expectOk("POST", `/handoffs/${handoff.id}/suggestion`);
    expect(suggested.text).toMatch(/warranty/i);
    expect(suggested.sources.length).toBeGreaterThan(0);
    await client.setEndpoints([{ name: "local", baseUrl: model.baseUrl }]);
  });
});

it("every run of these tests replays to the same log and answer, with no model asked", async () => {
  const counts = await replayAll(client, [model]);
  expect(counts.succeeded).toBeGreaterThan(0);
});
