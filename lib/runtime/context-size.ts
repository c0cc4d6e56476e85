import type { TurnMessage, TurnTool } from "#lib/models/turn-message.ts";
import type { ContextSize } from "#lib/run-events/context-events.ts";

/** What every message costs besides its text: its role and the marks around it. */
const perMessage = 4;

/**
 * How many tokens a text takes, by rule: one for four Latin letters, digits or signs, one for two letters of another
 * alphabet, and one for each character of Chinese, Japanese and Korean or each symbol. It asks no tokenizer, so it is the
 * same everywhere; what a provider counts replaces it once there is such a count.
 */
export function tokensOf(text: string): number {
  let quarters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    quarters += code < 0x250 ? 1 : code < 0x2e80 ? 2 : 4;
  }
  return Math.ceil(quarters / 4);
}

/** What one message of the conversation takes. */
export function messageTokens(message: TurnMessage): number {
  if (message.role === "user") return perMessage + tokensOf(message.text);
  if (message.role === "tool")
    return perMessage + tokensOf(message.name) + tokensOf(JSON.stringify(message.result) ?? "");
  const calls = message.toolCalls.map(({ name, arguments: args }) => `${name} ${JSON.stringify(args)}`);
  return (
    perMessage + tokensOf(message.text) + calls.reduce((sum, call) => sum + perMessage + tokensOf(call), 0)
  );
}

const toolSizes = new WeakMap<TurnTool, number>();

function toolTokens(tool: TurnTool): number {
  const known = toolSizes.get(tool);
  if (known !== undefined) return known;
  const size = perMessage + tokensOf(JSON.stringify(tool));
  toolSizes.set(tool, size);
  return size;
}

const partOfSection = [
  ["## Goal:", "goal"],
  ["## Knowledge", "passages"],
  ["## Memory", "memory"],
  ["## Facts", "memory"],
  ["## Past outcomes", "memory"],
  ["## Earlier in this conversation", "conversation"],
] as const satisfies readonly (readonly [string, keyof ContextSize["parts"]])[];

/** What a prompt takes, part by part; `factor` is how much more a provider counted than the rule did. */
export function contextSize(
  prompt: { system: string; messages: readonly TurnMessage[]; tools: readonly TurnTool[] },
  window: number | null,
  factor: number,
): ContextSize {
  const parts = {
    instructions: perMessage,
    goal: 0,
    memory: 0,
    passages: 0,
    abilities: prompt.tools.reduce((sum, tool) => sum + toolTokens(tool), 0),
    conversation: 0,
    results: 0,
  };
  for (const section of prompt.system.split(/\n\n(?=#)/)) {
    const part = partOfSection.find(([heading]) => section.startsWith(heading))?.[1] ?? "instructions";
    parts[part] += tokensOf(section);
  }
  for (const message of prompt.messages)
    parts[message.role === "tool" ? "results" : "conversation"] += messageTokens(message);
  const scaled = Object.fromEntries(
    Object.entries(parts).map(([name, tokens]) => [name, Math.ceil(tokens * factor)]),
  ) as ContextSize["parts"];
  const estimated = Object.values(scaled).reduce((sum, tokens) => sum + tokens, 0);
  return { window, estimated, parts: scaled };
}
