import type { LanguageModelV4CallOptions, LanguageModelV4ToolResultOutput } from "@ai-sdk/provider";
import { checkNote } from "../turn-message.ts";
import { type Ability, readAbility } from "./ability.ts";
import { type Briefing, parsePrompt } from "./parse-prompt.ts";

/** One ability call of this turn sequence with what came back. */
export type Step = {
  ability: string;
  arguments: Record<string, unknown>;
  result?: { value: unknown; failed: boolean; denied: boolean };
};

/** Everything the rehearsal model looks at, taken from one model call. */
export type Situation = {
  briefing: Briefing;
  system: string;
  abilities: Ability[];
  /** What people and the agent said, oldest first; the last one is the request. */
  spoken: { who: "user" | "agent"; text: string }[];
  request: string;
  /** Calls since the last user message. */
  steps: Step[];
};

const longestText = 8_000;
const longestTail = 2_000;

/** A very long text is looked at from both ends only, so that no input can hold the model up. */
export function capped(text: string): string {
  return text.length > longestText + longestTail
    ? `${text.slice(0, longestText)}\n${text.slice(-longestTail)}`
    : text;
}

/** A request that came as JSON, say from a webhook, reads like one that was written: a line for each field. */
function spelledOut(text: string): string {
  const short = capped(text);
  const fields = /^\s*\{/.test(short) ? Object.entries(asRecord(fromJson(short))) : [];
  if (fields.length === 0) return short;
  return fields
    .map(
      ([key, value]) =>
        `${key.replace(/_/g, " ")}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
    )
    .join("\n");
}

/** Reads a model call into a situation. */
export function readSituation(options: Pick<LanguageModelV4CallOptions, "prompt" | "tools">): Situation {
  const system: string[] = [];
  const spoken: Situation["spoken"] = [];
  let steps: Step[] = [];
  const open = new Map<string, Step>();
  for (const message of options.prompt) {
    if (message.role === "system") system.push(message.content);
    else if (message.role === "user") {
      // A note from the check withdraws the draft before it; the request is still the person's.
      if (message.content.some((part) => part.type === "text" && part.text.startsWith(checkNote))) {
        if (spoken.at(-1)?.who === "agent") spoken.pop();
        continue;
      }
      spoken.push({
        who: "user",
        text: spelledOut(message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n")),
      });
      steps = [];
    } else {
      for (const part of message.content) {
        if (part.type === "text") spoken.push({ who: "agent", text: capped(part.text) });
        else if (part.type === "tool-call") {
          const step: Step = { ability: part.toolName, arguments: asRecord(part.input) };
          steps.push(step);
          open.set(part.toolCallId, step);
        } else if (part.type === "tool-result") {
          const step = open.get(part.toolCallId);
          if (step) step.result = readOutput(part.output);
        }
      }
    }
  }
  const abilities = (options.tools ?? []).flatMap((tool) =>
    tool.type === "function" ? [readAbility(tool)] : [],
  );
  const request = spoken.findLast((one) => one.who === "user")?.text ?? "";
  const whole = system.join("\n");
  return { briefing: parsePrompt(whole), system: whole, abilities, spoken, request, steps };
}

function readOutput(output: LanguageModelV4ToolResultOutput): NonNullable<Step["result"]> {
  switch (output.type) {
    case "execution-denied":
      return { value: output.reason ?? "", failed: true, denied: true };
    case "error-text":
    case "error-json":
      return { value: fromJson(output.value), failed: true, denied: isDenial(output.value) };
    case "content":
      return {
        value: output.value.map((part) => (part.type === "text" ? part.text : "")).join("\n"),
        failed: false,
        denied: false,
      };
    default: {
      const value = fromJson(output.value);
      const failed = isErrorShape(value);
      return { value, failed, denied: failed && isDenial(value) };
    }
  }
}

/** Over the wire of other providers a result is always text; here it may be either. */
function fromJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isErrorShape(value: unknown): boolean {
  const record = asRecord(value);
  return (
    Boolean(record.error) ||
    record.ok === false ||
    record.denied === true ||
    record.rejected === true ||
    record.approved === false
  );
}

function isDenial(value: unknown): boolean {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /\b(?:den(?:y|ied)|reject(?:ed)?|declin(?:ed?)|not approved|refused|disapproved|"?approved"?\s*:\s*false)\b/i.test(
    text.slice(0, 2_000),
  );
}

/** The value as an object, or an empty one. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
