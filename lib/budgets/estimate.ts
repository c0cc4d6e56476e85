import type { TurnMessage, TurnTool } from "#lib/models/turn-message.ts";

/** How many tokens of answer are reserved for a call, and asked of the provider as its most. */
export const usualOutput = 4096;

/** The shortest answer worth asking for; a budget with less room than this is used up. */
export const leastOutput = 256;

const bytesPerToken = 3;
const aroundMessage = 16;

/**
 * An upper guess of the tokens a prompt has, without the model's own tokenizer: a token for every three bytes, where
 * English text takes about four, and some for what a provider puts around each message and tool.
 */
export function promptTokens(asked: {
  system: string;
  messages: readonly TurnMessage[];
  tools: readonly TurnTool[];
}): number {
  const parts = [
    asked.system,
    ...asked.messages.map((one) => JSON.stringify(one)),
    ...asked.tools.map((one) => JSON.stringify(one)),
  ];
  const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  return Math.ceil(bytes / bytesPerToken) + parts.length * aroundMessage;
}

/** The same upper guess for texts to be embedded. */
export function textTokens(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + Math.ceil(Buffer.byteLength(value) / bytesPerToken) + 1, 0);
}
