import type { ErrorCode } from "#lib/foundation/errors.ts";
import type { TurnToolCall } from "./turn-message.ts";

/** A model that was tried and did not deliver, with why. */
export type TurnFailure = { provider: string; modelId: string; code: ErrorCode; message: string };

/** Tokens as the provider counted them; `cachedInputTokens` are part of `inputTokens`. */
export type TurnUsage = { inputTokens: number; outputTokens: number; cachedInputTokens?: number };

/** What one model turn produced, as plain JSON: it is stored, and replay hands it back without a model. */
export type TurnResult = {
  provider: string;
  modelId: string;
  text: string;
  reasoning: string;
  /** `invalid` says why a call cannot be made; it goes back to the model as that call's error. */
  toolCalls: (TurnToolCall & { invalid?: string })[];
  usage: TurnUsage;
  /** Null when the price of this model is unknown, never zero for that reason. */
  costUsd: number | null;
  finishReason: string;
  durationMs: number;
  /** Null when the turn streamed neither text nor reasoning. */
  firstDeltaMs: number | null;
  failures: TurnFailure[];
  /** What the model it was compared with would have cost; null when its price is unknown. */
  comparedUsd?: number | null;
};
