import { z } from "zod";
import { celProblem } from "#lib/foundation/cel.ts";
import { defineNode } from "../define-node.ts";

const config = z.strictObject({
  when: z.string().max(2000).default("true"),
  reason: z.string().max(500).default(""),
  timeoutMinutes: z.number().min(1).max(525600).default(240),
});

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
    timeoutMinutes: { control: "number", label: "Wait at most", unit: "minutes", min: 1 },
  },
  ports: () => [
    { id: "asked", side: "in", relation: "can", label: "asked by" },
    { id: "allows", side: "out", relation: "can", label: "allows" },
  ],
  summarize: (approval) =>
    `ask when ${approval.when.length > 28 ? `${approval.when.slice(0, 27)}…` : approval.when}`,
  check: (approval) => {
    const problem = approval.when.trim() === "" ? "it is empty" : celProblem(approval.when);
    return problem
      ? [{ severity: "error", field: "when", message: `The condition cannot be read: ${problem}` }]
      : [];
  },
  docs: "Wire agent → approval → ability. When the condition holds for the arguments, the run waits durably until a person approves (perhaps with changed arguments) or rejects; without a decision in time the action is rejected. A condition that cannot be told asks, it never lets through.",
});
