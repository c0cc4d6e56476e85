import type { ChatReply } from "../openai-wire.ts";

/** A request as every dialect comes down to: what the tests and handlers look at. */
export type AskedTurn = {
  model: string;
  system: string;
  /** The text of the last message of a person. */
  user: string;
  /** Results of earlier tool calls, as text, in order. */
  toolResults: string[];
  toolNames: string[];
};

/** What arrived, before it is understood. */
export type WireRequest = {
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
};

/**
 * One provider's wire format, as published: how it authenticates, what it refuses, and how it streams text, tool calls
 * and usage. `read` throws a sentence for what the real service would answer with 400.
 */
export type WireDialect = {
  provider: string;
  isKeyed: (request: WireRequest) => boolean;
  isAddress: (request: WireRequest) => boolean;
  read: (request: WireRequest) => AskedTurn;
  stream: (reply: Required<Pick<ChatReply, "usage">> & ChatReply, asked: AskedTurn) => string[];
  error: (status: number, message: string) => unknown;
};

/** A server-sent event; `name` only where the dialect names its events. */
export function sseEvent(data: unknown, name?: string): string {
  return `${name === undefined ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** Text in the pieces a model would stream it in. */
export function piecesOf(text: string): string[] {
  return text.match(/\s*\S+\s*/g) ?? [];
}

/** The arguments of a call as the text that goes over the wire. */
export function argumentText(value: Record<string, unknown> | string): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A value as a list of records, empty when it is something else. */
export function recordsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}

/** The text inside content given as text or as typed parts. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return recordsOf(content)
    .map((part) => (typeof part.text === "string" ? part.text : ""))
    .join("");
}

/** Refuses a request the way the real service would, unless the condition holds. */
export function demand(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}
