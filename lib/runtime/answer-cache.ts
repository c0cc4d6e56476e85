import { createHash } from "node:crypto";
import { stableJson } from "#lib/foundation/stable-json.ts";
import type { TurnMessage, TurnTool } from "#lib/models/turn-message.ts";
import type { TurnResult } from "#lib/models/turn-result.ts";
import type { CacheSettings } from "#lib/nodes/execute-node.ts";
import type { CitedPassage } from "#lib/run-events/events.ts";
import type { RunHost } from "./host.ts";

/** A model's turn as it was kept, with the passages its citations mean. */
export type KeptTurn = { result: TurnResult; citations: CitedPassage[] };

/** A kept turn found again. */
export type CacheHit = KeptTurn & { kind: "exact" | "similar"; ageSeconds: number; similarity: number };

/** The first question of a conversation, for which an answer to a similar one may do. */
export type Question = {
  text: string;
  /** All that the model is told besides the question and the passages found for it. */
  surroundings: unknown;
};

/** What is looked for, and under which keys it is kept afterwards. */
export type CacheQuery = {
  nodeId: string;
  /** Equal only where everything the model would be told is equal. */
  key: string;
  /** Equal where only the question differs; null where a similar question's answer must not do. */
  likeKey: string | null;
  question: string;
  settings: CacheSettings;
};

/**
 * Makes the keys of a turn. Whose content may meet whose is decided here: a key holds everything the model is told, so
 * what differs between two contacts never meets, and with `for: contact` not even what is equal.
 */
export function cacheQuery(
  settings: CacheSettings,
  owner: string,
  asked: { nodeId: string; model: string; system: string; messages: TurnMessage[]; tools: TurnTool[] },
  question: Question | null,
): CacheQuery {
  const { nodeId, model, system, messages, tools } = asked;
  const scope = settings.for === "contact" ? owner : "";
  const isSimilar = settings.mode === "similar" && question !== null;
  return {
    nodeId,
    key: hash({ scope, nodeId, model, system, messages, tools }),
    likeKey: isSimilar ? hash({ scope, nodeId, model, tools, ...{ around: question.surroundings } }) : null,
    question: question?.text ?? "",
    settings,
  };
}

/** Looks a turn up; a cache that cannot be read is a cache without the entry. */
export async function recallTurn(host: RunHost, query: CacheQuery): Promise<CacheHit | null> {
  return (await host.cache?.recall(query)) ?? null;
}

/** The turn as the run records it: nothing was spent, and nobody was asked. */
export function freeOfCharge(hit: CacheHit): TurnResult {
  const usage = { inputTokens: 0, outputTokens: 0 };
  return { ...hit.result, usage, costUsd: 0, durationMs: 0, firstDeltaMs: null, failures: [] };
}

const negation = /\b(not|no|never|without|n't|nicht|kein\w*|nie|ohne|sin|nunca|nada)\b|n't/gi;

/**
 * Whether two questions differ in something that similarity of meaning overlooks: numbers, addresses, quoted words,
 * names in capitals, or a negation. Such questions never share an answer, however alike they sound.
 */
export function sharesSpecifics(one: string, other: string): boolean {
  return specificsOf(one) === specificsOf(other);
}

function specificsOf(text: string): string {
  const marks =
    text.match(
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]*[\d@][\p{L}\p{N}@._%+-]*|"[^"]*"|“[^”]*”|\b[A-Z]{2,}\b/gu,
    ) ?? [];
  const negations = (text.match(negation) ?? []).length % 2;
  return JSON.stringify([
    marks
      .map((mark) => mark.toLowerCase().replace(/(?<![.,?!])[.,?!]+$/, ""))
      .filter((mark) => mark !== "")
      .sort(),
    negations,
  ]);
}

/** SHA-256 of a value's stable JSON, in hexadecimal. */
export function hash(value: unknown): string {
  return createHash("sha256").update(stableJson(value)).digest("hex");
}
