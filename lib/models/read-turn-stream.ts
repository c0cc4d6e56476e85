import type { LanguageModelV4, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";
import type { TurnResult, TurnUsage } from "./turn-result.ts";

/** A piece of a turn as it streams. */
export type TurnDelta = { kind: "text" | "reasoning"; text: string };

/** What one model's stream folded into. */
export type StreamedTurn = Pick<TurnResult, "text" | "reasoning" | "toolCalls" | "usage" | "finishReason">;

/** What one turn may hold; beyond it something is wrong with the other side, and everything after us would suffer. */
const mostCharacters = 500_000;

/** Folds a provider's stream into a turn, reporting each piece; a stream without a proper end throws. */
export async function readTurnStream(
  stream: Awaited<ReturnType<LanguageModelV4["doStream"]>>["stream"],
  options: {
    provider: string;
    knownTools: ReadonlySet<string>;
    stopped: Promise<never>;
    onPart: () => void;
    onDelta: (delta: TurnDelta) => void;
  },
): Promise<StreamedTurn> {
  const turn: StreamedTurn = {
    text: "",
    reasoning: "",
    toolCalls: [],
    usage: { inputTokens: 0, outputTokens: 0 },
    finishReason: "",
  };
  let characters = 0;
  const count = (more: string) => {
    characters += more.length;
    if (characters <= mostCharacters) return;
    const message = `${options.provider} sent an answer larger than ${mostCharacters} characters. It was dropped.`;
    throw new AppError("provider_failed", message);
  };
  const reader = stream.getReader();
  try {
    while (true) {
      const { done, value: part } = await Promise.race([reader.read(), options.stopped]);
      if (done) break;
      if (isContent(part)) options.onPart();
      if (part.type === "text-delta" || part.type === "reasoning-delta") count(part.delta);
      if (part.type === "tool-call") count(part.input);
      if (part.type === "text-delta" && part.delta) {
        turn.text += part.delta;
        options.onDelta({ kind: "text", text: part.delta });
      } else if (part.type === "reasoning-delta" && part.delta) {
        turn.reasoning += part.delta;
        options.onDelta({ kind: "reasoning", text: part.delta });
      } else if (part.type === "tool-call" && !part.providerExecuted) {
        turn.toolCalls.push(readToolCall(part, options.knownTools));
      } else if (part.type === "error") {
        throw part.error;
      } else if (part.type === "finish") {
        turn.usage = readUsage(part.usage);
        turn.finishReason = isCutOff(part.finishReason) ? "" : part.finishReason.unified;
      }
    }
  } finally {
    // Tells the provider to stop sending; nothing is left to learn from how that goes.
    reader.cancel().catch(() => undefined);
  }
  if (!turn.finishReason || turn.finishReason === "error") {
    throw new AppError("provider_failed", `${options.provider} broke off before its answer was complete.`);
  }
  return turn;
}

function isContent(part: LanguageModelV4StreamPart): boolean {
  return (
    part.type !== "stream-start" &&
    part.type !== "response-metadata" &&
    part.type !== "ping" &&
    part.type !== "raw"
  );
}

/** Provider packages report a stream that ended without its closing signal as "other" with no raw reason. */
function isCutOff(reason: { unified: string; raw: string | undefined }): boolean {
  return reason.unified === "interrupted" || (reason.unified === "other" && reason.raw === undefined);
}

function readToolCall(
  part: { toolCallId: string; toolName: string; input: string },
  knownTools: ReadonlySet<string>,
): TurnResult["toolCalls"][number] {
  const call = { id: part.toolCallId, name: part.toolName };
  const text = part.input.trim() === "" ? "{}" : part.input;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {
      ...call,
      arguments: part.input,
      invalid: "The arguments are not valid JSON. Send them again as one JSON object.",
    };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return { ...call, arguments: parsed, invalid: "The arguments must be one JSON object." };
  }
  if (!knownTools.has(part.toolName)) {
    return { ...call, arguments: parsed, invalid: `There is no ability called "${part.toolName}".` };
  }
  return { ...call, arguments: parsed };
}

function readUsage(usage: Extract<LanguageModelV4StreamPart, { type: "finish" }>["usage"]): TurnUsage {
  const cached = usage.inputTokens.cacheRead;
  return {
    inputTokens: usage.inputTokens.total ?? 0,
    outputTokens: usage.outputTokens.total ?? 0,
    ...(cached === undefined ? {} : { cachedInputTokens: cached }),
  };
}
