import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anthropicWire } from "#lib/testing/providers/anthropic-wire.ts";
import { groqWire, mistralWire } from "#lib/testing/providers/chat-completions-wires.ts";
import { googleWire } from "#lib/testing/providers/google-wire.ts";
import { openAiResponsesWire } from "#lib/testing/providers/openai-responses-wire.ts";
import { type ProviderServer, startProviderServer } from "#lib/testing/providers/provider-server.ts";
import { type HostedProvider, providerFacts } from "./model-providers.ts";
import { modelSettingsSchema } from "./model-settings.ts";
import { resolveModels } from "./resolve-model.server.ts";
import { runTurn } from "./run-turn.server.ts";
import type { TurnMessage } from "./turn-message.ts";

const wires = [openAiResponsesWire, anthropicWire, googleWire, mistralWire, groqWire];
const paths: Record<string, string> = { google: "/v1beta", groq: "/openai/v1" };

describe.each(wires)("$provider", (wire) => {
  let server: ProviderServer;
  const provider = wire.provider as HostedProvider;

  beforeAll(async () => {
    server = await startProviderServer(wire, () => ({ text: "Nobody asked." }));
  });
  afterAll(() => server.close());

  async function turn(messages: TurnMessage[]) {
    const baseUrl = `${server.origin}${paths[provider] ?? "/v1"}`;
    const settings = modelSettingsSchema.parse({ providers: { [provider]: { secret: "key", baseUrl } } });
    const models = await resolveModels(`${provider}/${providerFacts[provider].testModel}`, [], settings, {
      secret: async () => `key-${provider}`,
      fetch,
    });
    return await runTurn({
      models,
      system: "Be brief.",
      messages,
      tools: [
        {
          name: "find_order",
          description: "Finds an order.",
          inputSchema: { type: "object", properties: { number: { type: "string" } }, required: ["number"] },
        },
      ],
      signal: new AbortController().signal,
      onDelta: () => undefined,
    });
  }

  test("calls a tool and reads its result, with tokens and price", async () => {
    server.set((asked) =>
      asked.toolResults.length > 0
        ? { text: "It has shipped." }
        : { text: "Let me look.", toolCalls: [{ name: "find_order", arguments: { number: "1042" } }] },
    );
    const first = await turn([{ role: "user", text: "Where is order 1042?" }]);
    expect(server.refused).toEqual([]);
    expect(first).toMatchObject({
      provider,
      text: "Let me look.",
      toolCalls: [{ name: "find_order", arguments: { number: "1042" } }],
      usage: { inputTokens: 1000, outputTokens: 100 },
      finishReason: "tool-calls",
      failures: [],
    });
    expect(first.costUsd).toBeGreaterThan(0);
    const toolCalls = first.toolCalls.map(({ id, name, arguments: given }) => ({
      id,
      name,
      arguments: given,
    }));
    const second = await turn([
      { role: "user", text: "Where is order 1042?" },
      { role: "assistant", text: first.text, toolCalls },
      { role: "tool", toolCallId: toolCalls[0]?.id ?? "", name: "find_order", result: { status: "shipped" } },
    ]);
    expect(server.refused).toEqual([]);
    expect(second).toMatchObject({ text: "It has shipped.", finishReason: "stop" });
    expect(server.asked.at(-1)).toMatchObject({
      model: providerFacts[provider].testModel,
      system: "Be brief.",
      user: "Where is order 1042?",
      toolResults: [expect.stringContaining("shipped")],
      toolNames: ["find_order"],
    });
  });

  test.each([
    [{ status: 401 as const }, "provider_unauthorized"],
    [{ status: 429 as const, retryAfterSeconds: 60 }, "provider_rate_limited"],
    [{ status: 500 as const }, "provider_failed"],
    [{ status: "garbage" as const }, "provider_failed"],
  ])("%o is %s", async (fault, code) => {
    server.set(() => fault);
    await expect(turn([{ role: "user", text: "Hello" }])).rejects.toMatchObject({ code });
  });
});
