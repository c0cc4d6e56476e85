import { z } from "zod";

const longestSchema = 20_000;

/** A JSON Schema as an author writes it; only what this build can check with is taken. */
const jsonSchema = z.record(z.string(), z.json()).superRefine((schema, context) => {
  const problem = JSON.stringify(schema).length > longestSchema ? "it is too long" : problemOf(schema);
  if (problem) context.addIssue({ code: "custom", message: `This JSON Schema cannot be used: ${problem}.` });
});

/**
 * What two agents agreed on: the wire between them carries it. `delegate` gives a task and gets a result, `hand-over`
 * passes the work on for good, `stand-in` takes over where the other one failed.
 */
export const teamTermsSchema = z.strictObject({
  protocol: z.enum(["delegate", "hand-over", "stand-in"]).default("delegate"),
  /** The tool's name as the asking model sees it; empty makes one of the other agent's title. */
  name: z
    .string()
    .max(64)
    .regex(
      /^([a-zA-Z][a-zA-Z0-9_-]*)?$/,
      "A name has letters, digits, _ and - only and begins with a letter.",
    )
    .default(""),
  purpose: z.string().max(1000).default(""),
  /** JSON Schema of the task, or of what is handed over; null means one text. */
  task: jsonSchema.nullable().default(null),
  /** JSON Schema of the result; null means any text. */
  result: jsonSchema.nullable().default(null),
  maxCostUsd: z.number().min(0).max(10_000).nullable().default(null),
  maxTokens: z.number().int().min(1).max(10_000_000).nullable().default(null),
  /** The deadline of one task. */
  maxSeconds: z.number().int().min(1).max(86_400).nullable().default(null),
  /** How many levels of delegation may lie below this wire, itself counted. */
  depth: z.number().int().min(1).max(8).default(3),
  /** Who wins a conflict that is settled by priority; the highest does. */
  priority: z.number().int().min(0).max(100).default(50),
});

/** See {@link teamTermsSchema}. */
export type TeamTerms = z.output<typeof teamTermsSchema>;

/** What holds for a wire between agents that says nothing else. */
export const plainTerms: TeamTerms = teamTermsSchema.parse({});

/** The task of a wire that names no schema of its own. */
export const plainTask = {
  type: "object",
  properties: {
    task: { type: "string", description: "What to do, with everything needed to do it", minLength: 1 },
  },
  required: ["task"],
  additionalProperties: false,
} as const;

/** The protocols in words, as wires and forms show them. */
export const protocolWords: Record<TeamTerms["protocol"], string> = {
  delegate: "delegates to",
  "hand-over": "hands over to",
  "stand-in": "is replaced by",
};

/** The label of a wire between agents: its protocol, and how deep it may go where that matters. */
export function termsInWords(terms: TeamTerms): string {
  const words = protocolWords[terms.protocol];
  if (terms.protocol !== "delegate") return words;
  const limits = [
    `depth ${terms.depth}`,
    ...(terms.maxCostUsd === null ? [] : [`≤ $${terms.maxCostUsd}`]),
    ...(terms.maxSeconds === null ? [] : [`≤ ${terms.maxSeconds} s`]),
  ];
  return `${words} · ${limits.join(" · ")}`;
}

const checkers = new WeakMap<object, z.ZodType>();

/** What checks values against a JSON Schema; made once for each schema. */
export function checkerOf(schema: object): z.ZodType {
  const known = checkers.get(schema);
  if (known) return known;
  const made = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  checkers.set(schema, made);
  return made;
}

function problemOf(schema: object): string | null {
  try {
    checkerOf(schema);
    return null;
  } catch (caught) {
    return caught instanceof Error ? caught.message : "it cannot be read";
  }
}
