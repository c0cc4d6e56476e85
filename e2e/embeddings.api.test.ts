import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectDirectory } from "#bin/project-directory.ts";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { meaningOf } from "#lib/testing/meaning-vectors.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatRequest } from "#lib/testing/openai-wire.ts";
import { httpAbility, publishDrawn } from "./drawn.ts";
import { type RunClient, runClient, until } from "./run-client.ts";

let app: RunningApp;
let client: RunClient;
let local: OpenAiServer;

const question = "What is your refund policy?";
const documents = [
  { title: "Goods", text: "Anything bought here may be sent back within thirty days, opened or not." },
  { title: "Material", text: "Every kettle is made of brushed steel and holds two litres." },
  { title: "Hours", text: "We answer letters from nine to five, except on Sundays." },
];

beforeAll(async () => {
  local = await startOpenAiServer(
    { kind: "handler", handle: citing },
    { embed: (text) => meaningOf(text, 96) },
  );
  const preload = `--import ${new URL(`file://${projectDirectory("lib/testing/loopback-only.mjs")}`).href}`;
  app = await startApp({ env: { NODE_OPTIONS: preload } });
  client = runClient(app);
  await client.setEndpoints([{ name: "local", baseUrl: local.baseUrl }], "local/llama");
});

afterAll(async () => {
  await app?.stop();
  await local?.close();
});

/** Quotes the first numbered passage it is shown, and says that it does not know when there is none. */
function citing(request: ChatRequest) {
  const system = String(request.messages.find((message) => message.role === "system")?.content);
  const passage = /^\[1\] ([^:]+): (.*)$/m.exec(system);
  return { text: passage ? `${passage[2]} [1]` : "I do not know." };
}

type Item = {
  documentTitle: string;
  keywordScore: number | null;
  vectorScore: number | null;
  confidence: number;
};

const search = (
  dataset: string,
  mode?: string,
): Promise<{ items: Item[]; mode: string; degraded: unknown }> =>
  client.expectOk(
    "GET",
    `/datasets/${dataset}/search?q=${encodeURIComponent(question)}${mode ? `&mode=${mode}` : ""}`,
  );

const settled = (dataset: string, state: string) =>
  until(`The embedding of ${dataset} as ${state}`, async () => {
    const read = await client.expectOk("GET", `/datasets/${dataset}`);
    return read.embedding?.state === state ? read.embedding : undefined;
  });

async function makeDataset(name: string, embedding: string | null): Promise<string> {
  const { id } = await client.expectOk("POST", "/datasets", { name, embedding });
  await client.expectOk("POST", `/datasets/${id}/documents`, { documents });
  return id;
}

const leftTheMachine = () =>
  `${app.logOf("web")}${app.logOf("worker-1")}`.match(/LEFT THE MACHINE: .*/g) ?? [];

describe("an own endpoint alone, without a network", () => {
  it("chats, embeds and answers with a citation that only meaning could find [H2.5] [F4.1]", async () => {
    const dataset = await makeDataset("Shop rules", "local/nomic-embed-text");
    expect(await settled(dataset, "ready")).toEqual({
      model: "local/nomic-embed-text",
      dimensions: 96,
      state: "ready",
      embedded: 3,
      total: 3,
      error: null,
      retryAt: null,
    });

    expect((await search(dataset, "keyword")).items).toEqual([]);
    const byMeaning = await search(dataset, "vector");
    expect(byMeaning.items[0]).toMatchObject({ documentTitle: "Goods", keywordScore: null });
    const hybrid = await search(dataset);
    expect(hybrid).toMatchObject({ mode: "hybrid", degraded: null });
    expect(hybrid.items[0]).toMatchObject({ documentTitle: "Goods", keywordScore: null });
    expect(hybrid.items[0]?.vectorScore).toBeCloseTo(byMeaning.items[0]?.vectorScore ?? Number.NaN, 6);

    const blueprint = await client.publishTemplate("support-desk", "Offline desk", {
      policies: { dataset: "shop-rules" },
    });
    const run = await client.ask(blueprint, question);
    expect(run).toMatchObject({ status: "succeeded", answer: `${documents[0]?.text} [1]` });
    const events = await client.events(run.id);
    const answered = events.find(({ event }) => event.type === "message.completed")?.event;
    expect(answered).toMatchObject({ citations: [{ marker: 1, title: "Goods", dataset: "shop-rules" }] });
    const turns = events.flatMap(({ event }) => (event.type === "turn.completed" ? [event] : []));
    expect(turns).toMatchObject([{ provider: "local", model: "llama" }]);

    const models = local.requests.map(({ path, body }) => `${path} ${body.model}`);
    expect(models).toContain("/v1/embeddings nomic-embed-text");
    expect(models).toContain("/v1/chat/completions llama");
    expect(leftTheMachine()).toEqual([]);

    // The guard is awake: whoever does try to leave is seen and stopped.
    await client.expectOk("PUT", "/secrets/OPENAI_KEY", { value: "key" });
    const away = { settings: { providers: { openai: { secret: "OPENAI_KEY" } } }, provider: "openai" };
    expect(await client.expectOk("POST", "/models/test", away)).toMatchObject({ ok: false });
    expect(leftTheMachine()).toEqual(["LEFT THE MACHINE: api.openai.com"]);
  });

  it("local only: whatever would call out is refused before a name is looked up, and the local model goes on [F4.2]", async () => {
    const attempts = leftTheMachine().length;
    await client.expectOk("PATCH", "/workspaces/current", { settings: { localOnly: true } });
    const tried = async (ability: string, settings: object, args: object = {}) => {
      const body = { ability, settings, arguments: args, send: true };
      return JSON.stringify((await client.send("POST", "/abilities/test", body)).body);
    };
    await client.expectOk("PUT", "/secrets/CHAT", {
      value: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    });
    const calls = [
      await tried("http-request", { method: "GET", url: "https://api.example.com/orders" }),
      await tried("http-request", { method: "GET", url: "http://93.184.216.34/" }),
      await tried(
        "call-webhook",
        { url: "https://hooks.example.com/in", secret: "CHAT" },
        { summary: "A test" },
      ),
    ];
    for (const said of calls) expect(said).toContain("local only");
    const away = { settings: { providers: { openai: { secret: "OPENAI_KEY" } } }, provider: "openai" };
    expect(JSON.stringify(await client.expectOk("POST", "/models/test", away))).toContain("local only");

    const blueprint = await publishDrawn(client, "Inside", {
      abilities: { orders: httpAbility("orders", { method: "GET", url: "https://api.example.com/orders" }) },
    });
    local.set({
      kind: "handler",
      handle: ({ messages }) =>
        messages.some(({ role }) => role === "tool")
          ? { text: "I could not look." }
          : { toolCalls: [{ name: "orders", arguments: {} }] },
    });
    const run = await client.ask(blueprint, "Which orders are open?");
    expect(run).toMatchObject({ status: "succeeded", answer: expect.stringContaining("I could not look.") });
    const events = (await client.events(run.id)).map(({ event }) => event);
    expect(events.find(({ type }) => type === "action.failed")).toMatchObject({
      error: { code: "egress_denied", message: expect.stringContaining("local only") },
    });
    expect(leftTheMachine()).toHaveLength(attempts);

    local.set({ kind: "handler", handle: citing });
    await client.expectOk("PATCH", "/workspaces/current", { settings: { localOnly: false } });
    await tried("http-request", { method: "GET", url: "https://api.example.com/orders" });
    expect(leftTheMachine()).toHaveLength(attempts + 1);
  });

  it("the same question without an embedding is not answered from the documents", async () => {
    await makeDataset("Plain rules", null);
    const blueprint = await client.publishTemplate("support-desk", "Plain desk", {
      policies: { dataset: "plain-rules" },
    });
    expect((await client.ask(blueprint, question)).answer).toBe("I do not know.");
    const refused = await client.send("GET", "/datasets/plain-rules/search?q=refund&mode=vector");
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("has no embedding model");
  });
});

describe("an embedding endpoint that fails", () => {
  it("loses no document, says what to do, goes on with words, and is tried again", async () => {
    local.failEmbeddings(401);
    const dataset = await makeDataset("Failing rules", "local/nomic-embed-text");
    const failed = await settled(dataset, "failed");
    expect(failed).toMatchObject({ embedded: 0, total: 3, error: { code: "provider_unauthorized" } });
    expect(failed.error.message).toContain("Check the key");
    const found = await client.expectOk("GET", `/datasets/${dataset}/search?q=brushed%20steel`);
    expect(found.items[0]).toMatchObject({ documentTitle: "Material" });

    local.failEmbeddings(null);
    const tried = await client.expectOk("POST", `/datasets/${dataset}/embed`, {});
    expect(tried.embedding).toMatchObject({ state: "pending", error: null });
    expect(await settled(dataset, "ready")).toMatchObject({ embedded: 3 });

    local.failEmbeddings(401);
    await client.expectOk("POST", `/datasets/${dataset}/embed`, { fresh: true });
    await settled(dataset, "failed");
    local.failEmbeddings(null);
    // A key stored anew may be what was missing, so nobody has to ask a second time.
    await client.expectOk("PUT", "/secrets/LOCAL_KEY", { value: "another" });
    expect(await settled(dataset, "ready")).toMatchObject({ embedded: 3 });

    local.failEmbeddings(500);
    const degraded = await client.expectOk("GET", `/datasets/${dataset}/search?q=brushed%20steel`);
    expect(degraded).toMatchObject({ mode: "keyword", degraded: { code: "provider_failed" } });
    expect(degraded.items[0]).toMatchObject({ documentTitle: "Material" });
    const blueprint = await client.publishTemplate("support-desk", "Degraded desk", {
      policies: { dataset: "failing-rules" },
    });
    const run = await client.ask(blueprint, "Is the kettle made of brushed steel?");
    expect(run.answer).toContain("brushed steel");
    const retrieved = (await client.events(run.id)).find(({ event }) => event.type === "knowledge.retrieved");
    expect(retrieved?.event).toMatchObject({
      degraded: expect.stringContaining("local answered with an error"),
    });
    local.failEmbeddings(null);
  });

  it("another model embeds everything anew, and none takes the vectors away", async () => {
    const dataset = await makeDataset("Changing rules", "local/nomic-embed-text");
    await settled(dataset, "ready");
    local.requests.length = 0;
    await client.expectOk("PATCH", `/datasets/${dataset}`, { embedding: "local/bge-m3" });
    const ready = await settled(dataset, "ready");
    expect(ready).toMatchObject({ model: "local/bge-m3", embedded: 3 });
    expect(local.requests.filter(({ body }) => body.model === "bge-m3").length).toBeGreaterThan(0);
    const without = await client.expectOk("PATCH", `/datasets/${dataset}`, { embedding: null });
    expect(without.embedding).toBeNull();
    expect((await search(dataset)).mode).toBe("keyword");
    const unknown = await client.send("PATCH", `/datasets/${dataset}`, { embedding: "nowhere/model" });
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain("No model endpoint is called");
    const chatOnly = await client.send("PATCH", `/datasets/${dataset}`, { embedding: "anthropic/claude" });
    expect(chatOnly.text).toContain("no embedding models");
  });
});
