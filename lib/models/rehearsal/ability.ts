import type { LanguageModelV4FunctionTool } from "@ai-sdk/provider";
import { meaningOf, meanings, nameWords } from "./words.ts";

/** One argument an ability takes. */
export type Parameter = {
  name: string;
  words: string[];
  description: string;
  type: "string" | "number" | "boolean" | "object" | "array";
  required: boolean;
  options: string[];
  maximum?: number;
  properties?: Parameter[];
};

/** `read` looks something up, `change` alters a record that exists, `make` creates one, the rest say what they are. */
export type AbilityKind = "read" | "search" | "change" | "make" | "handoff" | "remember" | "recall";

/** An ability as the rehearsal model understands it from its name, first sentence and schema. */
export type Ability = {
  name: string;
  kind: AbilityKind;
  /** The first word of the name, which is its verb. */
  verb: string;
  /** Meanings of the rest of the name. */
  nouns: string[];
  /** The rest of the name as a person would say it. */
  noun: string;
  summary: string;
  about: ReadonlySet<string>;
  parameters: Parameter[];
};

const kinds: readonly (readonly [AbilityKind, RegExp])[] = [
  ["handoff", /^(?:hand|escalate|transfer)$/],
  ["remember", /^(?:remember|memorise|memorize)$/],
  ["recall", /^recall$/],
  ["search", /^search$/],
  ["read", /^(?:find|get|look|lookup|list|check|fetch|track|read|show|query|retrieve|view|count)$/],
  [
    "make",
    /^(?:create|save|add|open|send|book|schedule|make|post|insert|log|record|register|write|submit|email|notify|store|upsert)$/,
  ],
];

/** Reads a tool's declaration. */
export function readAbility(tool: LanguageModelV4FunctionTool): Ability {
  const [verb = "", ...others] = nameWords(tool.name);
  const rest = others.length > 0 ? others : [verb];
  const summary = (tool.description ?? "").slice(0, 600);
  const byName = kinds.find(([, pattern]) => pattern.test(verb))?.[0];
  const isHandoff =
    /human|person|someone/.test(tool.name) ||
    (byName === undefined && /\bhands?\b.{0,60}\b(?:human|person|people)\b/i.test(summary));
  const schema = tool.inputSchema as JsonSchema;
  return {
    name: tool.name,
    kind: isHandoff ? "handoff" : (byName ?? kindBySummary(summary)),
    verb,
    nouns: rest.map(meaningOf),
    noun: rest.join(" "),
    summary,
    about: new Set(meanings(summary)),
    parameters: readParameters(schema),
  };
}

function kindBySummary(summary: string): AbilityKind {
  if (/^(?:finds?|gets?|looks?|lists?|reads?|fetch|checks?|returns? the)\b/i.test(summary)) return "read";
  if (/^searche?s?\b/i.test(summary)) return "search";
  return /^(?:adds?|creates?|sends?|saves?|books?)\b/i.test(summary) ? "make" : "change";
}

type JsonSchema = {
  type?: unknown;
  description?: unknown;
  enum?: unknown;
  maximum?: unknown;
  required?: unknown;
  properties?: Record<string, JsonSchema | boolean>;
  anyOf?: JsonSchema[];
};

function readParameters(schema: JsonSchema): Parameter[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, declared]): Parameter[] => {
    if (typeof declared !== "object") return [];
    const part = declared.anyOf?.find((one) => one.type !== "null") ?? declared;
    const type = Array.isArray(part.type) ? part.type.find((one) => one !== "null") : part.type;
    return [
      {
        name,
        words: nameWords(name),
        description: String(part.description ?? declared.description ?? ""),
        type: typeOf(type),
        required: required.includes(name),
        options: Array.isArray(part.enum) ? part.enum.filter((one) => typeof one === "string") : [],
        ...(typeof part.maximum === "number" ? { maximum: part.maximum } : {}),
        ...(part.properties ? { properties: readParameters(part) } : {}),
      },
    ];
  });
}

function typeOf(type: unknown): Parameter["type"] {
  if (type === "integer" || type === "number") return "number";
  return type === "boolean" || type === "object" || type === "array" ? type : "string";
}

/** The parameter as words in a sentence: `refund_amount` → "refund amount". */
export function spokenName(parameter: Pick<Parameter, "words">): string {
  return parameter.words.join(" ");
}
