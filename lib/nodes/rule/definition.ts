import { z } from "zod";
import { celProblem } from "#lib/foundation/cel.ts";
import { type ConfigProblem, defineNode, type Port } from "../define-node.ts";

/** One branch of a rule: taken when its CEL condition is the first that holds. */
export const branchSchema = z.strictObject({
  id: z.string().min(1).max(64),
  label: z.string().max(120).default(""),
  when: z.string().max(2000).default(""),
  answer: z.string().max(4000).default(""),
});

const config = z.strictObject({
  branches: z.array(branchSchema).max(20).default([]),
  elseAnswer: z.string().max(4000).default(""),
});

/** Fixed branches that need no model. */
export const ruleDefinition = defineNode({
  kind: "rule",
  role: "step",
  title: "Rule",
  summary: "A fixed branch, no model",
  icon: "split",
  hue: "control",
  group: "Control",
  config,
  form: {
    branches: {
      control: "branches",
      label: "Branches",
      hint: "The first condition that holds wins. It answers, goes on along its wire, or both. Known: input.text, input.event, contact, conversation.",
    },
    elseAnswer: {
      control: "textarea",
      label: "Answer otherwise",
      hint: "Empty: go on along the wire “otherwise”.",
    },
  },
  ports: (rule) => [
    { id: "start", side: "in", relation: "starts", label: "started by" },
    ...rule.branches.map(
      (branch): Port => ({
        id: branch.id,
        side: "out",
        relation: "starts",
        label: branch.label === "" ? "then" : branch.label,
        max: 1,
      }),
    ),
    { id: "else", side: "out", relation: "starts", label: "otherwise", max: 1 },
  ],
  summarize: (rule) =>
    `${rule.branches.length} ${rule.branches.length === 1 ? "branch" : "branches"} · 0 tokens`,
  check: (rule) =>
    rule.branches.flatMap((branch, index): ConfigProblem[] => {
      const problem = branch.when.trim() === "" ? "it is empty" : celProblem(branch.when);
      return problem
        ? [
            {
              severity: "error",
              field: `branches.${index}.when`,
              message: `The condition cannot be read: ${problem}`,
            },
          ]
        : [];
    }),
  docs: "Conditions are written in CEL over `input.text`, `input.event`, `contact` and `conversation`, for example `input.text.contains('opening hours')`. A branch may answer with a fixed text, which costs no tokens, or go on to an agent or another rule.",
});
