import { z } from "zod";
import { celProblem } from "#lib/foundation/cel.ts";
import { formFieldProblems, formFieldSchema } from "#lib/foundation/typed-form.ts";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  when: z.string().max(2000).default("true"),
  reason: z.string().max(500).default(""),
  timeoutMinutes: z.number().min(1).max(525600).default(240),
  role: z.enum(["operator", "editor", "owner"]).default("operator"),
  remindMinutes: z.number().min(1).max(525600).nullable().default(null),
  escalateMinutes: z.number().min(1).max(525600).nullable().default(null),
  escalateTo: z.enum(["editor", "owner"]).default("owner"),
  onTimeout: z.enum(["reject", "allow", "stop"]).default("reject"),
  fields: z.array(formFieldSchema).max(20).default([]),
});

const roleOptions = [
  { value: "operator", label: "Operators and above" },
  { value: "editor", label: "Editors and owners" },
  { value: "owner", label: "Owners" },
] as const;

/** Asks a person before an ability is used; sits on the wire between agent and ability. */
export const approvalDefinition = defineNode({
  kind: "approval",
  role: "guard",
  title: "Approval",
  summary: "Asks a person before an action",
  icon: "user-check",
  hue: "people",
  group: "Control",
  config,
  form: {
    when: {
      control: "cel",
      label: "Ask when",
      hint: "CEL over the action's arguments, for example arguments.refund_amount > 100.0",
    },
    reason: { control: "text", label: "Reason shown to the person", placeholder: "Refunds above € 100" },
    role: { control: "select", label: "Who may decide", options: roleOptions },
    fields: {
      control: "form-fields",
      label: "What the person fills in",
      hint: "Asked with the decision; the agent reads the answers with the result.",
    },
    timeoutMinutes: { control: "number", label: "Wait at most", unit: "minutes", min: 1 },
    onTimeout: {
      control: "select",
      label: "When nobody decides in time",
      options: [
        { value: "reject", label: "It is not done", hint: "The agent is told and goes on without it." },
        { value: "allow", label: "It is done", hint: "For what is better late than never." },
        { value: "stop", label: "The agent's work ends" },
      ],
    },
    remindMinutes: {
      control: "number",
      label: "Remind after",
      unit: "minutes",
      min: 1,
      hint: "A notice to those who may decide; empty for none.",
    },
    escalateMinutes: {
      control: "number",
      label: "Escalate after",
      unit: "minutes",
      min: 1,
      hint: "A notice further up; empty for never.",
    },
    escalateTo: { control: "select", label: "Escalate to", options: roleOptions.slice(1) },
  },
  ports: () => [
    { id: "asked", side: "in", relation: "can", label: "asked by" },
    { id: "allows", side: "out", relation: "can", label: "allows" },
  ],
  summarize: (approval) =>
    `ask when ${approval.when.length > 28 ? `${approval.when.slice(0, 27)}…` : approval.when}`,
  check: (approval) => {
    const problem = approval.when.trim() === "" ? "it is empty" : celProblem(approval.when);
    return [
      ...(problem
        ? [
            {
              severity: "error" as const,
              field: "when",
              message: `The condition cannot be read: ${problem}`,
            },
          ]
        : []),
      ...formFieldProblems(approval.fields).map((found) => ({
        severity: "error" as const,
        field: `fields.${found.path}`,
        message: found.message,
      })),
    ];
  },
  docs: "Wire agent → approval → ability. When the condition holds for the arguments, the run waits durably until a person approves (perhaps with changed arguments) or rejects; without a decision in time the action is rejected, or done, or the agent's work ends, as *When nobody decides in time* says. Those who may decide can be reminded, and the matter can be passed up to others, once each, by a notice. *What the person fills in* asks for typed answers (text, number, choice, yes or no, date) with the decision; they are checked, kept in the log and given to the agent. A condition that cannot be told asks, it never lets through.",
});
