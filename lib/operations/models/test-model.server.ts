import "server-only";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { testModelContract } from "#lib/api/contracts/models.ts";
import { type Outside, turnOutside } from "#lib/budgets/meter-outside.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import type { ResolveContext } from "#lib/models/connect-provider.server.ts";
import { embedTexts } from "#lib/models/embed-texts.server.ts";
import { listEndpointModels } from "#lib/models/list-endpoint-models.server.ts";
import { isHostedProvider, providerFacts } from "#lib/models/model-providers.ts";
import { concreteModelRefSchema } from "#lib/models/model-ref.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import { resolveModels } from "#lib/models/resolve-model.server.ts";
import { modelsOf } from "./models-of.server.ts";

type Tested = ContractOutput<typeof testModelContract>;

const longestTestMs = 20_000;

/** Makes one tiny call the way a run would; what the provider says, good or bad, is the result and no error. */
export async function testModel(
  actor: Actor,
  asked: ContractInput<typeof testModelContract>["body"],
  signal: AbortSignal,
): Promise<Tested> {
  authorize(actor, "settings.write");
  const { settings: saved, context, timeZone } = await modelsOf(actor);
  const outside = { workspaceId: actor.workspaceId, blueprintId: null, timeZone, what: "model test" };
  const settings = asked.settings ?? saved;
  let model = asked.model ?? asked.provider ?? "";
  try {
    model = asked.model ?? (await modelToTry(asked.provider, settings, context, signal));
    return asked.use === "embedding"
      ? await tryEmbedding(model, settings, context, signal)
      : await tryTurn(outside, model, settings, context, signal);
  } catch (caught) {
    const error = toAppError(caught);
    if (error.code === "internal") log().error({ err: caught }, "a model could not be tried");
    return { ok: false, model, code: error.code, message: error.message };
  }
}

async function modelToTry(
  provider: string | undefined,
  settings: ModelSettings,
  context: ResolveContext,
  signal: AbortSignal,
): Promise<string> {
  if (!provider) throw new AppError("invalid_input", "Say which provider or model is to be tried.");
  if (isHostedProvider(provider)) return `${provider}/${providerFacts[provider].testModel}`;
  const endpoint = settings.endpoints.find((one) => one.name === provider);
  if (!endpoint) throw new AppError("invalid_input", `No model endpoint is called "${provider}".`);
  const [first] = await listEndpointModels(endpoint, context, signal);
  const parsed = concreteModelRefSchema.safeParse(`${provider}/${first ?? ""}`);
  if (parsed.success) return parsed.data;
  throw new AppError("provider_failed", `${provider} serves no model yet. Load one there and try again.`);
}

async function tryTurn(
  outside: Outside,
  model: string,
  settings: ModelSettings,
  context: ResolveContext,
  signal: AbortSignal,
): Promise<Tested> {
  const turn = await turnOutside(outside, [], {
    models: await resolveModels(model, [], settings, context),
    system: "You are being tested for a connection.",
    messages: [{ role: "user", text: "Answer with the single word: ready" }],
    tools: [],
    maxOutputTokens: 512,
    signal,
    onDelta: () => undefined,
    totalTimeoutMs: longestTestMs,
    firstByteTimeoutMs: longestTestMs,
  });
  return {
    ok: true,
    model,
    answer: turn.text.slice(0, 200),
    dimensions: null,
    inputTokens: turn.usage.inputTokens,
    outputTokens: turn.usage.outputTokens,
    costUsd: turn.costUsd,
    durationMs: turn.durationMs,
  };
}

async function tryEmbedding(
  model: string,
  settings: ModelSettings,
  context: ResolveContext,
  signal: AbortSignal,
): Promise<Tested> {
  const started = performance.now();
  const request = { model, values: ["ready"], purpose: "query", signal, timeoutMs: longestTestMs } as const;
  const { dimensions, tokens } = await embedTexts(request, settings, context);
  return {
    ok: true,
    model,
    answer: "",
    dimensions,
    inputTokens: tokens,
    outputTokens: null,
    costUsd: null,
    durationMs: Math.round(performance.now() - started),
  };
}
