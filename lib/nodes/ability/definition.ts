import { z } from "zod";
import { abilityDefinition, abilityKinds } from "#lib/abilities/definitions.ts";
import { celProblem } from "#lib/foundation/cel.ts";
import { defineNode, required } from "../define-node.ts";

const config = z
  .strictObject({
    ability: z.enum(abilityKinds),
    /** The tool's name as the model sees it. */
    name: z.string().max(64).default(""),
    purpose: z.string().max(1000).default(""),
    settings: z.record(z.string(), z.unknown()).default({}),
    retries: z.number().int().min(0).max(5).default(2),
    timeoutSeconds: z.number().int().min(1).max(300).default(30),
    /** What cannot be taken back asks first unless the document says otherwise. */
    permission: z.enum(["auto", "careful", "ask", "deny"]).default("careful"),
    askWhen: z.string().max(2000).default(""),
    denyWhen: z.string().max(2000).default(""),
    weigh: z.enum(["auto", "always", "never"]).default("auto"),
    weighWhen: z.string().max(2000).default(""),
    cacheSeconds: z.number().int().min(0).max(86400).default(0),
  })
  .superRefine((value, context) => {
    const parsed = abilityDefinition(value.ability)?.settings.safeParse(value.settings);
    for (const issue of parsed?.error?.issues ?? [])
      context.addIssue({ code: "custom", path: ["settings", ...issue.path], message: issue.message });
  });

/** Something an agent can do; which one is `config.ability`. */
export const abilityDefinitionNode = defineNode({
  kind: "ability",
  role: "resource",
  title: "Ability",
  summary: "Something an agent can do",
  icon: "zap",
  hue: "ability",
  group: "Abilities",
  config,
  form: {
    ability: { control: "hidden", label: "Ability" },
    name: {
      control: "text",
      label: "Name for the model",
      hint: "Letters, digits and _; such as find_order.",
      placeholder: "find_order",
    },
    purpose: { control: "textarea", label: "When to use it", hint: "Told to the agent." },
    settings: { control: "ability-settings", label: "Settings" },
    permission: {
      control: "select",
      label: "The agent may use it",
      options: [
        { value: "auto", label: "By itself" },
        {
          value: "careful",
          label: "By itself, if it can be taken back",
          hint: "Else after a person agreed, unless an approval or the condition below says when to ask.",
        },
        { value: "ask", label: "After a person agreed" },
        { value: "deny", label: "Never" },
      ],
    },
    askWhen: {
      control: "cel",
      label: "Ask a person when",
      hint: "CEL, for example arguments.amount > 100.0; empty: never.",
    },
    denyWhen: {
      control: "cel",
      label: "Refuse when",
      hint: "CEL, for example arguments.amount > 500.0; empty: never.",
    },
    retries: {
      control: "number",
      label: "Retries",
      hint: "Only of calls that can safely be made twice.",
      min: 0,
      max: 5,
    },
    cacheSeconds: {
      control: "number",
      label: "Use a result again for",
      unit: "seconds",
      hint: "Only of calls that read, with the same arguments. 0: ask anew each time.",
      min: 0,
      max: 86400,
    },
    timeoutSeconds: { control: "number", label: "Time at most", unit: "seconds", min: 1, max: 300 },
    weigh: {
      control: "select",
      label: "Weigh options first",
      hint: "The agent scores at least two options by the goal's weights before it acts.",
      options: [
        { value: "auto", label: "When it cannot be taken back" },
        { value: "always", label: "Always" },
        { value: "never", label: "Never" },
      ],
    },
    weighWhen: {
      control: "cel",
      label: "Weigh when",
      hint: "With the first choice above: a condition that decides instead.",
      placeholder: "arguments.refund_amount > 100",
    },
  },
  ports: () => [{ id: "used", side: "in", relation: "can", label: "used by" }],
  summarize: (node) => {
    const definition = abilityDefinition(node.ability);
    const parsed = definition?.settings.safeParse(node.settings);
    return definition && parsed?.success
      ? definition.summarize(parsed.data)
      : (definition?.title ?? node.ability);
  },
  check: (node) => {
    const definition = abilityDefinition(node.ability);
    if (!definition)
      return [
        { severity: "error", field: "ability", message: `This build has no ability “${node.ability}”.` },
      ];
    const parsed = definition.settings.safeParse(node.settings);
    const problem = node.weighWhen.trim() === "" ? null : celProblem(node.weighWhen);
    return [
      ...(problem
        ? [
            {
              severity: "error" as const,
              field: "weighWhen",
              message: `The condition for weighing cannot be read: ${problem}`,
            },
          ]
        : []),
      ...required("name", node.name, "Give the ability a name the model can call."),
      ...(node.name !== "" && !/^[a-zA-Z][a-zA-Z0-9_-]*$/.test(node.name)
        ? [
            {
              severity: "error" as const,
              field: "name",
              message: "A name has letters, digits, _ and - only and begins with a letter.",
            },
          ]
        : []),
      ...(["askWhen", "denyWhen"] as const).flatMap((field) => {
        const problem = node[field].trim() === "" ? null : celProblem(node[field]);
        const message = `The condition cannot be read: ${problem}`;
        return problem === null ? [] : [{ severity: "error" as const, field, message }];
      }),
      ...(parsed.success
        ? definition
            .check(parsed.data)
            .map((problem) => ({ ...problem, field: `settings.${problem.field ?? ""}` }))
        : []),
    ];
  },
  docs: "One node per use: the same ability may stand several times with different settings. What the author fills in is fixed; what is left open the agent fills at run time, checked against the argument schema. Whether it may act by itself, asks a person, or is refused is decided by rules outside the model: those of this node, and the policies of the blueprint. What writes and cannot be taken back asks a person where the document says nothing else: `permission`, a threshold, or an approval before it. A rule that cannot be told refuses or asks, it never lets through.",
});
