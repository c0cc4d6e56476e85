import { expect, test } from "vitest";
import { embedTexts } from "./embed-texts.server.ts";
import { modelSettingsSchema } from "./model-settings.ts";

const settings = modelSettingsSchema.parse({
  providers: {
    openai: { secret: "openai" },
    google: { secret: "google" },
    mistral: { secret: "mistral" },
    anthropic: { secret: "anthropic" },
  },
  endpoints: [{ name: "local", baseUrl: "http://models.example/v1" }],
});

type Call = { url: URL; headers: Headers; body: Record<string, unknown> };

/** The vector says which text it is for, so that a mixed-up order shows. */
const vectorOf = (text: string) => [Number(text.replace(/\D/g, "")) + 1, 1];

function answering(respond: (call: Call, index: number) => Response | undefined = () => undefined) {
  const calls: Call[] = [];
  const ours: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const call = { url, headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) };
    const index = calls.push(call) - 1;
    return respond(call, index) ?? Response.json(sound(call));
  };
  const run = (model: string, values: string[], more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
    embedTexts({ model, values, purpose: "document", ...more }, settings, {
      secret: async (name) => `key-of-${name}`,
      fetch: ours,
    });
  return { calls, run };
}

/** What each service answers at its address. */
function sound({ url, body }: Call): unknown {
  if (url.pathname.endsWith(":batchEmbedContents")) {
    const requests = body.requests as { content: { parts: { text: string }[] } }[];
    return {
      embeddings: requests.map(({ content }) => ({ values: vectorOf(content.parts[0]?.text ?? "") })),
    };
  }
  if (url.pathname.endsWith(":embedContent")) {
    const content = body.content as { parts: { text: string }[] };
    return { embedding: { values: vectorOf(content.parts[0]?.text ?? "") } };
  }
  const input = body.input as string[];
  return {
    object: "list",
    data: input.map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text) })),
    usage: { prompt_tokens: input.length, total_tokens: input.length },
  };
}

const texts = (count: number) => Array.from({ length: count }, (_, at) => `Text ${at}`);

test.each([
  ["openai/text-embedding-3-small", "https://api.openai.com/v1/embeddings", 2, 100],
  ["mistral/mistral-embed", "https://api.mistral.ai/v1/embeddings", 4, 100],
  ["local/nomic-embed-text", "http://models.example/v1/embeddings", 2, 100],
  [
    "google/gemini-embedding-001",
    "https://generativelanguage.googleapis.com/v1beta/models/gemini-embedding-001:batchEmbedContents",
    2,
    null,
  ],
])("%s embeds at %s in %i batches, in order and at unit length", async (model, address, batches, tokens) => {
  const { calls, run } = answering();
  const { vectors, dimensions, tokens: counted } = await run(model, texts(100));
  expect(calls.map(({ url }) => url.href)).toEqual(Array.from({ length: batches }, () => address));
  expect(
    calls.every(
      ({ headers }) => model.startsWith("local") || [...headers.values()].join(" ").includes("key-of-"),
    ),
  ).toBe(true);
  expect([vectors.length, dimensions, counted]).toEqual([100, 2, tokens]);
  for (const [at, vector] of vectors.entries()) {
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect((vector[0] ?? 0) / (vector[1] ?? 1)).toBeCloseTo(at + 1, 1);
  }
});

test("a question and a passage are told apart where the provider does", async () => {
  const { calls, run } = answering();
  await run("google/gemini-embedding-001", ["Text 1"]);
  expect(JSON.stringify(calls[0]?.body)).toContain("RETRIEVAL_DOCUMENT");
});

test("a batch is repeated once when they are overrun, and the error says what to do when that was not enough", async () => {
  const overrun = () =>
    Response.json({ error: { message: "Slow down." } }, { status: 429, headers: { "retry-after": "0" } });
  const once = answering((_, index) => (index === 0 ? overrun() : undefined));
  expect((await once.run("local/m", texts(2))).vectors).toHaveLength(2);
  const always = answering(overrun);
  await expect(always.run("local/m", texts(2))).rejects.toMatchObject({ code: "provider_rate_limited" });
  expect(always.calls).toHaveLength(2);
});

test.each([
  ["too few vectors", { data: [{ index: 0, embedding: [1, 2] }] }, /returned 1 vectors for 2 texts/],
  ["lengths that differ", { data: [{ embedding: [1, 2] }, { embedding: [1] }] }, /different lengths/],
  ["a vector of zeros", { data: [{ embedding: [0, 0] }, { embedding: [1, 2] }] }, /without direction/],
  ["another answer", { hello: "world" }, /could not be read/],
])("%s are refused, never stored", async (_, body, says) => {
  const { run } = answering(() => Response.json(body));
  await expect(run("local/m", texts(2))).rejects.toMatchObject({
    code: "provider_failed",
    message: expect.stringMatching(says),
  });
});

test("a model that cannot embed, a name that is none, a missing endpoint and silence are each said", async () => {
  const { run } = answering();
  await expect(run("anthropic/claude", texts(1))).rejects.toMatchObject({ message: /no embedding models/ });
  await expect(run("nonsense", texts(1))).rejects.toMatchObject({ message: /Write provider\/model/ });
  await expect(run("nowhere/m", texts(1))).rejects.toMatchObject({ message: /Add it under Settings/ });
  const silent: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) =>
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)),
    );
  const asked = { model: "local/m", values: ["x"], purpose: "query", timeoutMs: 20 } as const;
  await expect(
    embedTexts(asked, settings, { secret: async () => undefined, fetch: silent }),
  ).rejects.toMatchObject({ code: "provider_timeout" });
});
