import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "#lib/testing/app.ts";
import { type OpenAiServer, startOpenAiServer } from "#lib/testing/openai-server.ts";
import type { ChatReply } from "#lib/testing/openai-wire.ts";
import { anthropicWire } from "#lib/testing/providers/anthropic-wire.ts";
import { groqWire, mistralWire } from "#lib/testing/providers/chat-completions-wires.ts";
import { googleWire } from "#lib/testing/providers/google-wire.ts";
import { openAiResponsesWire } from "#lib/testing/providers/openai-responses-wire.ts";
import {
  type ProviderFault,
  type ProviderServer,
  startProviderServer,
} from "#lib/testing/providers/provider-server.ts";
import { abilitiesOf, type RunClient, runClient } from "./run-client.ts";

const wires = [openAiResponsesWire, anthropicWire, googleWire, mistralWire, groqWire];
const paths: Record<string, string> = { google: "/v1beta", groq: "/openai/v1" };

/** The model each provider is asked for, and what 1,000 tokens in and 100 out cost at its list price, two turns long. */
const hosted = [
  { model: "openai/gpt-6-luna", cost: 2 * (1000 * 0.1 + 100 * 0.5) },
  { model: "anthropic/claude-sonnet-5-5", cost: 2 * (1000 * 2 + 100 * 10) },
  { model: "google/gemini-3.8-flash", cost: 2 * (1000 * 0.75 + 100 * 3.75) },
  { model: "mistral/mistral-small-2603", cost: 2 * (1000 * 0.15 + 100 * 0.6) },
  { model: "groq/openai/gpt-oss-20b", cost: 2 * (1000 * 0.075 + 100 * 0.3) },
];

let app: RunningApp;
let client: RunClient;
let local: OpenAiServer;
const servers = new Map<string, ProviderServer>();

const serverOf = (provider: string): ProviderServer => {
  const server = servers.get(provider);
  if (!server) throw new Error(`No server plays ${provider}.`);
  return server;
};

/** Writes a ticket named after the provider, and says so once that is done. */
const ticketBy = (provider: string, toolResults: string[]): ChatReply =>
  toolResults.length > 0
    ? { text: `Ticket written by ${provider}.` }
    : { toolCalls: [{ name: "create_ticket", arguments: { subject: `By ${provider}`, priority: "high" } }] };

beforeAll(async () => {
  for (const wire of wires)
    servers.set(
      wire.provider,
      await startProviderServer(wire, (asked) => ticketBy(wire.provider, asked.toolResults)),
    );
  local = await startOpenAiServer({
    kind: "handler",
    handle: ({ messages }) => {
      const results = messages.filter((message) => message.role === "tool").map((one) => String(one.content));
      return { ...ticketBy("local", results), usage: { inputTokens: 1000, outputTokens: 100 } };
    },
  });
  app = await startApp();
  client = runClient(app);
  const providers: Record<string, { secret: string; baseUrl: string }> = {};
  for (const { provider } of wires) {
    const secret = `${provider.toUpperCase()}_KEY`;
    await client.expectOk("PUT", `/secrets/${secret}`, { value: `key-${provider}` });
    const baseUrl = `${serverOf(provider).origin}${paths[provider] ?? "/v1"}`;
    providers[provider] = { secret, baseUrl };
  }
  const scripts = [
    {
      name: "demo",
      turns: [
        { toolCalls: [{ name: "create_ticket", arguments: { subject: "By scripted", priority: "high" } }] },
        { text: "Ticket written by scripted." },
      ],
    },
  ];
  const endpoints = [{ name: "local", baseUrl: local.baseUrl }];
  await client.expectOk("PATCH", "/workspaces/current", {
    settings: { models: { providers, endpoints, scripts } },
  });
});

afterAll(async () => {
  await app?.stop();
  await Promise.all([...servers.values(), local].map((server) => server?.close()));
});

beforeEach(() => {
  for (const { provider } of wires) serverOf(provider).set((asked) => ticketBy(provider, asked.toolResults));
});

const turnsOf = async (runId: string) =>
  (await client.events(runId)).flatMap(({ event }) => (event.type === "turn.completed" ? [event] : []));

describe("six adapters behind one blueprint", () => {
  it("switches one agent from provider to provider, and each does the work [C2.1]", async () => {
    const blueprint = await client.publishTemplate("support-desk", "Tickets");
    const made: string[] = [];
    const all = [...hosted, { model: "local/test-model", cost: null }, { model: "scripted/demo", cost: 0 }];
    for (const { model, cost } of all) {
      const provider = model.slice(0, model.indexOf("/"));
      const current = await client.expectOk("GET", `/blueprints/${blueprint}`);
      const document = structuredClone(current.document);
      const agent = document.nodes.find((node: { kind: string }) => node.kind === "agent");
      agent.config.model = model;
      await client.expectOk("PUT", `/blueprints/${blueprint}`, { document, revision: current.revision });
      await client.expectOk("POST", `/blueprints/${blueprint}/publish`, {});
      const run = await client.ask(blueprint, "Please open a ticket for me.");
      expect(run, model).toMatchObject({
        status: "succeeded",
        answer: `Ticket written by ${provider}.`,
        error: null,
      });
      expect(abilitiesOf(await client.events(run.id))).toEqual(["create_ticket"]);
      const turns = await turnsOf(run.id);
      const modelId = model.slice(model.indexOf("/") + 1);
      expect(turns.map((turn) => `${turn.provider}/${turn.model}`)).toEqual([model, model]);
      expect(turns[0]?.model).toBe(modelId);
      if (cost === null) expect(run.usage).toEqual({ inputTokens: 2000, outputTokens: 200, costUsd: null });
      else if (cost === 0) expect(run.usage.costUsd).toBe(0);
      else {
        expect(run.usage).toMatchObject({ inputTokens: 2000, outputTokens: 200 });
        expect(run.usage.costUsd).toBeCloseTo(cost / 1_000_000, 10);
      }
      made.push(`By ${provider}`);
    }
    const subjects = (await client.rows("tickets")).map((row) => row.values.subject);
    expect(subjects).toEqual(expect.arrayContaining(made));
    for (const [provider, server] of servers) {
      expect(server.refused, provider).toEqual([]);
      expect(server.asked[0]?.system).toContain("# Agent:");
      expect(server.asked[0]?.toolNames).toContain("create_ticket");
      expect(server.asked.at(-1)?.toolResults.join()).toContain(`By ${provider}`);
    }
  });
});

describe("a provider that fails", () => {
  const faults: [string, ProviderFault, string][] = [
    ["refuses the key", { status: 401 }, "provider_unauthorized"],
    ["asks to come back in an hour", { status: 429, retryAfterSeconds: 3600 }, "provider_rate_limited"],
    ["fails", { status: 500 }, "provider_failed"],
    ["talks nonsense", { status: "garbage" }, "provider_failed"],
  ];
  const cases = ["anthropic", "google"].flatMap((provider) =>
    faults.map(([what, fault, code]) => ({ provider, what, fault, code })),
  );

  it.each(cases)("$provider $what: the fallback answers and the trace says why", async (one) => {
    const model = hosted.find((row) => row.model.startsWith(one.provider))?.model ?? "";
    const blueprint = await client.publishTemplate("support-desk", `${one.provider} ${one.what}`, {
      agent: { model, fallbacks: ["groq/openai/gpt-oss-20b"] },
    });
    serverOf(one.provider).set(() => one.fault);
    const run = await client.ask(blueprint, "Please open a ticket for me.");
    expect(run).toMatchObject({ status: "succeeded", answer: "Ticket written by groq." });
    const [turn] = await turnsOf(run.id);
    expect(turn).toMatchObject({ provider: "groq", fallbacks: [{ provider: one.provider, code: one.code }] });
  });

  it("that asks for a short wait is waited for and answers itself", async () => {
    const blueprint = await client.publishTemplate("support-desk", "Patient", {
      agent: { model: "anthropic/claude-sonnet-5-5", fallbacks: ["groq/openai/gpt-oss-20b"] },
    });
    let calls = 0;
    serverOf("anthropic").set((asked) =>
      calls++ === 0 ? { status: 429, retryAfterSeconds: 1 } : ticketBy("anthropic", asked.toolResults),
    );
    const run = await client.ask(blueprint, "Please open a ticket for me.");
    expect(run.answer).toBe("Ticket written by anthropic.");
    expect((await turnsOf(run.id))[0]?.fallbacks).toEqual([]);
  });

  it("without a fallback ends the run with an error that names it", async () => {
    const blueprint = await client.publishTemplate("support-desk", "Alone", {
      agent: { model: "google/gemini-3.8-flash" },
    });
    serverOf("google").set(() => ({ status: 401 }));
    const run = await client.ask(blueprint, "Please open a ticket for me.");
    expect(run).toMatchObject({ status: "failed", error: { code: "provider_unauthorized" } });
    expect(run.error?.message).toMatch(/google refused the key/);
  });
});

describe("the catalogue", () => {
  it("lists what each configured provider offers, with prices and the day of the list", async () => {
    const listed = await client.expectOk("GET", "/models");
    expect(listed.providers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: "mistral", state: "ready", pricesAsOf: "2026-09-23" }),
        expect.objectContaining({ id: "local", kind: "endpoint", state: "ready" }),
        expect.objectContaining({ id: "rehearsal", kind: "built-in" }),
      ]),
    );
    expect(listed.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ref: "anthropic/claude-sonnet-5-5", inputPrice: 2, outputPrice: 10 }),
        expect.objectContaining({ ref: "mistral/mistral-large-4-0", inputPrice: null }),
        expect.objectContaining({ ref: "openai/text-embedding-3-small", use: "embedding" }),
        expect.objectContaining({ ref: "local/test-model", inputPrice: null }),
        expect.objectContaining({ ref: "scripted/demo" }),
      ]),
    );
    expect(JSON.stringify(listed)).not.toContain("key-");
  });

  it("tries a provider with one tiny call and tells what came back", async () => {
    serverOf("mistral").set(() => ({ text: "ready" }));
    expect(await client.expectOk("POST", "/models/test", { provider: "mistral" })).toMatchObject({
      ok: true,
      model: "mistral/mistral-small-2603",
      answer: "ready",
      inputTokens: 1000,
    });
    serverOf("mistral").set(() => ({ status: 401 }));
    expect(await client.expectOk("POST", "/models/test", { provider: "mistral" })).toMatchObject({
      ok: false,
      code: "provider_unauthorized",
    });
    const unsaved = { providers: { openai: { secret: "NO_SUCH" } } };
    expect(
      await client.expectOk("POST", "/models/test", { provider: "openai", settings: unsaved }),
    ).toMatchObject({ ok: false, message: expect.stringContaining("NO_SUCH") });
    expect(await client.expectOk("POST", "/models/test", { provider: "local" })).toMatchObject({
      ok: true,
      model: "local/test-model",
    });
  });

  it("takes plain http for a provider only on this machine", async () => {
    const providers = { openai: { secret: "OPENAI_KEY", baseUrl: "http://gateway.example/v1" } };
    const refused = await client.send("PATCH", "/workspaces/current", {
      settings: { models: { providers } },
    });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("Use https");
  });
});
