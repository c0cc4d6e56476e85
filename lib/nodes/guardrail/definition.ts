import { z } from "zod";
import { defineNode } from "../define-node.ts";

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
]);

const config = z.strictObject({
  input: z.boolean().default(true),
  output: z.boolean().default(true),
  action: z.boolean().default(false),
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
    ...guardrail.checks.flatMap((check, index) =>
      check.check === "regex" && check.pattern === ""
        ? [
            {
              severity: "error" as const,
              field: `checks.${index}.pattern`,
              message: "Write the pattern to look for.",
            },
          ]
        : [],
    ),
  ],
  docs: "Runs outside the model, on the text the contact sent, on the answer before it is shown, and on the arguments of each action. Block stops the run with the given reply, mask replaces the part found, warn only records it. Patterns use RE2 syntax, which cannot be made to hang.",
});
