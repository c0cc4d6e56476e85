import { z } from "zod";
import { type ConfigProblem, defineNode } from "../define-node.ts";
import { topicKinds } from "./classify-topic.ts";
import { schemaProblem } from "./json-problem.ts";

/** The kinds of personal data the local detector knows. */
export const personalDataKinds = ["email", "phone", "card", "iban", "ip", "ssn"] as const;

/** One check of a guardrail; the first part says how it looks, `mode` of the node what happens. */
export const guardCheckSchema = z.discriminatedUnion("check", [
  z.strictObject({
    check: z.literal("keywords"),
    words: z.array(z.string().min(1).max(200)).max(200).default([]),
  }),
  z.strictObject({ check: z.literal("regex"), pattern: z.string().max(1000).default("") }),
  z.strictObject({
    check: z.literal("personal-data"),
    kinds: z.array(z.enum(personalDataKinds)).default(["email", "phone", "card", "iban"]),
  }),
  z.strictObject({ check: z.literal("length"), max: z.number().int().min(1).max(1_000_000).default(4000) }),
  z.strictObject({
    check: z.literal("injection"),
    sensitivity: z.enum(["low", "normal", "high"]).default("normal"),
  }),
  z.strictObject({
    check: z.literal("topic"),
    topics: z.array(z.enum(topicKinds)).default([]),
    words: z.array(z.string().min(1).max(200)).max(200).default([]),
  }),
  z.strictObject({
    check: z.literal("off-topic"),
    words: z.array(z.string().min(1).max(200)).max(200).default([]),
  }),
  z.strictObject({
    check: z.literal("links"),
    /** Hosts that may be linked to, with everything below them; empty for none. */
    hosts: z.array(z.string().min(1).max(200)).max(200).default([]),
  }),
  z.strictObject({ check: z.literal("schema"), schema: z.string().max(20_000).default("") }),
  z.strictObject({
    check: z.literal("budget"),
    tokens: z.number().int().min(1).max(10_000_000).nullable().default(null),
    costUsd: z.number().min(0).max(10_000).nullable().default(null),
    actions: z.number().int().min(0).max(500).nullable().default(null),
  }),
]);

/** See {@link guardCheckSchema}. */
export type GuardCheck = z.output<typeof guardCheckSchema>;

const config = z.strictObject({
  input: z.boolean().default(true),
  output: z.boolean().default(true),
  action: z.boolean().default(false),
  results: z.enum(["like-input", "yes", "no"]).default("like-input"),
  everywhere: z.boolean().default(false),
  mode: z.enum(["block", "mask", "warn"]).default("block"),
  checks: z.array(guardCheckSchema).max(20).default([]),
  reply: z.string().max(1000).default("I can't help with that here."),
});

/** Judges what goes in, what comes out and what is done. */
export const guardrailDefinition = defineNode({
  kind: "guardrail",
  role: "guard",
  title: "Guardrail",
  summary: "Judges input, output and actions",
  icon: "shield-check",
  hue: "guard",
  group: "Control",
  config,
  form: {
    input: { control: "switch", label: "Input", hint: "What the contact writes." },
    output: { control: "switch", label: "Output", hint: "What the agent answers." },
    action: { control: "switch", label: "Actions", hint: "The arguments of each action." },
    results: {
      control: "select",
      label: "Results and knowledge",
      hint: "What actions bring back and what is found in datasets, before the agent reads it.",
      options: [
        { value: "like-input", label: "When the input is watched" },
        { value: "yes", label: "Always" },
        { value: "no", label: "Never" },
      ],
    },
    everywhere: {
      control: "switch",
      label: "Guards every agent",
      hint: "Also agents it is not wired to.",
    },
    mode: {
      control: "select",
      label: "When it trips",
      options: [
        { value: "block", label: "Block" },
        { value: "mask", label: "Mask the part" },
        { value: "warn", label: "Warn only" },
      ],
    },
    checks: { control: "checks", label: "Checks" },
    reply: { control: "textarea", label: "Said instead when blocked" },
  },
  ports: () => [{ id: "guards", side: "out", relation: "guards", label: "guards" }],
  summarize: (guardrail) =>
    `${guardrail.mode} · ${guardrail.checks.length} ${guardrail.checks.length === 1 ? "check" : "checks"}`,
  check: (guardrail) => [
    ...(guardrail.checks.length === 0
      ? [
          {
            severity: "error" as const,
            field: "checks",
            message: "A guardrail without a check guards nothing.",
          },
        ]
      : []),
    ...guardrail.checks.flatMap((check, index) => checkProblems(check, `checks.${index}`)),
  ],
  docs: "Runs outside the model, on the text the contact sent, on the answer before it is shown, on the arguments of each action, and on results and knowledge before the agent reads them. Block stops the run with the given reply (a blocked action is not done, a blocked result is withheld), mask replaces the part found, warn only records it. Answers stream as far as no check can still change them. Patterns use RE2 syntax, which cannot be made to hang. Prompt injection and topics are told by local word lists and scores, see the page on guardrails; they catch the usual, not everything. A links check finds addresses and pictures that lead to any host but those you name, which is how data leaves in an answer. A budget check ends the run, or refuses the action, when what it names is used up.",
});

function checkProblems(check: GuardCheck, at: string): ConfigProblem[] {
  const problem = (field: string, message: string): ConfigProblem[] => [
    { severity: "error", field: `${at}.${field}`, message },
  ];
  switch (check.check) {
    case "regex":
      return check.pattern === "" ? problem("pattern", "Write the pattern to look for.") : [];
    case "off-topic":
      return check.words.length === 0 ? problem("words", "Name the words that belong to the topic.") : [];
    case "topic":
      return check.topics.length + check.words.length === 0
        ? problem("topics", "Choose a topic, or name words of your own.")
        : [];
    case "schema": {
      const wrong = schemaProblem(check.schema);
      return wrong === null ? [] : problem("schema", wrong);
    }
    case "budget":
      return check.tokens === null && check.costUsd === null && check.actions === null
        ? problem("tokens", "Set at least one limit.")
        : [];
    default:
      return [];
  }
}
