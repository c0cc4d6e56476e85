import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#lib/foundation/errors.ts";
import { priceOf } from "./prices.ts";
import { isWorthRepeating, retryAfterMs, toProviderError } from "./provider-error.ts";
import { readTurnStream, type StreamedTurn, type TurnDelta } from "./read-turn-stream.ts";
import type { ResolvedModel } from "./resolve-model.server.ts";
import { toProviderPrompt, toProviderTools } from "./to-provider-prompt.ts";
import type { TurnMessage, TurnTool } from "./turn-message.ts";
import type { TurnFailure, TurnResult, TurnUsage } from "./turn-result.ts";

/** One model call: what is asked, of whom, and how long anybody may take. */
export type TurnRequest = {
  models: ResolvedModel[];
  system: string;
  messages: TurnMessage[];
  tools: TurnTool[];
  maxOutputTokens?: number;
  signal: AbortSignal;
  onDelta: (delta: TurnDelta) => void;
  /** What streamed so far came from a model that then failed: throw it away, another one begins. */
  onDiscard?: () => void;
  /** How long one model may stay silent before its first piece. */
  firstByteTimeoutMs?: number;
  /** How long the whole turn may take, fallbacks and repeats included. */
  totalTimeoutMs?: number;
};

const repeatsPerModel = 1;
const repeatDelayMs = 250;
/** A provider that asks for a longer wait is passed over instead. */
const longestRetryAfterMs = 5_000;

/** Runs one turn on the first model that delivers, and says which ones did not; abilities are named, never executed. */
export async function runTurn(request: TurnRequest): Promise<TurnResult> {
  if (request.models.length === 0) throw new AppError("invalid_input", "No model is chosen for this agent.");
  const started = performance.now();
  const deadline = started + (request.totalTimeoutMs ?? 120_000);
  const failures: TurnFailure[] = [];
  let lastError: AppError | undefined;

  for (const [index, resolved] of request.models.entries()) {
    // A model that stays silent leaves those after it their share of the time.
    const share = (deadline - performance.now()) / (request.models.length - index);
    const firstByteTimeoutMs = Math.min(request.firstByteTimeoutMs ?? 30_000, Math.max(1, share));
    for (let attempt = 0; ; attempt++) {
      let firstDelta: number | null = null;
      const onDelta = (delta: TurnDelta) => {
        firstDelta ??= performance.now();
        request.onDelta(delta);
      };
      try {
        const turn = await callModel(resolved, { ...request, onDelta, firstByteTimeoutMs }, deadline);
        return finish(resolved, turn, { started, firstDelta, failures });
      } catch (caught) {
        if (request.signal.aborted) throw cancelled(request.signal);
        lastError = toProviderError(resolved.provider, caught);
        // A fault of our own must not hide behind a fallback.
        if (lastError.code === "internal") throw lastError;
        const streamed = firstDelta !== null;
        if (streamed) request.onDiscard?.();
        const delay = streamed || attempt >= repeatsPerModel ? undefined : repeatDelay(caught, deadline);
        if (delay !== undefined) {
          await wait(delay, undefined, { signal: request.signal }).catch(() => undefined);
          if (request.signal.aborted) throw cancelled(request.signal);
          continue;
        }
        failures.push({
          provider: resolved.provider,
          modelId: resolved.modelId,
          code: lastError.code,
          message: lastError.message,
        });
        break;
      }
    }
    if (performance.now() >= deadline) break;
  }
  throw allFailed(failures, lastError);
}

function repeatDelay(caught: unknown, deadline: number): number | undefined {
  if (!isWorthRepeating(caught)) return undefined;
  const delay = retryAfterMs(caught, Date.now()) ?? repeatDelayMs;
  return delay <= longestRetryAfterMs && performance.now() + delay < deadline ? delay : undefined;
}

async function callModel(
  resolved: ResolvedModel,
  request: TurnRequest,
  deadline: number,
): Promise<StreamedTurn> {
  request.signal.throwIfAborted();
  const { provider, model } = resolved;
  const abort = new AbortController();
  const { promise: stopped, reject: stop } = Promise.withResolvers<never>();
  stopped.catch(() => undefined);
  // Races against `stopped`, so that a model or a socket that ignores the abort signal still cannot hold the turn.
  const halt = (error: AppError) => {
    stop(error);
    abort.abort(error);
  };
  const onCancel = () => halt(cancelled(request.signal));
  request.signal.addEventListener("abort", onCancel, { once: true });
  const timeout = (sentence: string) => halt(new AppError("provider_timeout", `${provider} ${sentence}`));
  const firstByte = setTimeout(
    timeout,
    request.firstByteTimeoutMs ?? 30_000,
    "did not begin to answer in time.",
  );
  const total = setTimeout(
    timeout,
    Math.max(0, deadline - performance.now()),
    "did not finish its answer in time.",
  );
  try {
    const tools = toProviderTools(request.tools);
    const { stream } = await Promise.race([
      model.doStream({
        prompt: toProviderPrompt(request.system, request.messages),
        ...(tools.length > 0 ? { tools, toolChoice: { type: "auto" } } : {}),
        ...(request.maxOutputTokens === undefined ? {} : { maxOutputTokens: request.maxOutputTokens }),
        // Nothing of a customer's conversation should stay at the provider longer than it must.
        providerOptions: { openai: { store: false } },
        abortSignal: abort.signal,
      }),
      stopped,
    ]);
    return await readTurnStream(stream, {
      provider,
      knownTools: new Set(request.tools.map((tool) => tool.name)),
      stopped,
      onPart: () => clearTimeout(firstByte),
      onDelta: request.onDelta,
    });
  } finally {
    clearTimeout(firstByte);
    clearTimeout(total);
    request.signal.removeEventListener("abort", onCancel);
  }
}

/** What so many tokens of a model cost in USD; null when its price is unknown. */
export function costOf({ provider, modelId, price }: ResolvedModel, usage: TurnUsage): number | null {
  if (!price) return priceOf(provider, modelId, usage);
  return (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1_000_000;
}

function finish(
  resolved: ResolvedModel,
  turn: StreamedTurn,
  at: { started: number; firstDelta: number | null; failures: TurnFailure[] },
): TurnResult {
  const { provider, modelId } = resolved;
  return {
    provider,
    modelId,
    ...turn,
    costUsd: costOf(resolved, turn.usage),
    durationMs: Math.round(performance.now() - at.started),
    firstDeltaMs: at.firstDelta === null ? null : Math.round(at.firstDelta - at.started),
    failures: at.failures,
  };
}

function cancelled(signal: AbortSignal): AppError {
  return new AppError("cancelled", "The model call was cancelled.", { cause: signal.reason });
}

function allFailed(failures: TurnFailure[], lastError: AppError | undefined): AppError {
  const last = lastError ?? new AppError("provider_failed", "No model answered.");
  if (failures.length <= 1) return last;
  const details = failures.map((one) => ({ path: `${one.provider}/${one.modelId}`, message: one.message }));
  const message = `None of the ${failures.length} models answered. ${failures.map((one) => one.message).join(" ")}`;
  return new AppError(last.code, message, { details, cause: last });
}
