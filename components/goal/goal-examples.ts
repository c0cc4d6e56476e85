import { newElementId } from "#lib/blueprint/edits/fresh-names.ts";

/** Something to begin a field with: what the button says and what it puts there. */
export type Example = { label: string; value: (present: unknown) => unknown };

const instead = (label: string, value: unknown): Example => ({ label, value: () => value });

const oneMore = (label: string, criterion: Record<string, unknown>): Example => ({
  label,
  value: (present) => [
    ...(Array.isArray(present) ? present : []),
    { id: newElementId("criterion"), label, weight: 1, ...criterion },
  ],
});

const alsoLine = (line: string): Example => ({
  label: line,
  value: (present) => [...(Array.isArray(present) ? present.filter((each) => each !== line) : []), line],
});

/** Examples by field of the goal's form. */
export const goalExamples: Readonly<Record<string, readonly Example[]>> = {
  statement: [
    instead(
      "Support",
      "Every customer request is answered from the knowledge or resolved by an action, without a person, within 2 hours",
    ),
    instead(
      "Sales",
      "Every lead is saved with company, size and need, and a demo is booked for each one that fits, within 1 day",
    ),
    instead(
      "Finance",
      "Every invoice is matched to its order and approved or rejected with a reason, within 1 day",
    ),
    instead(
      "HR",
      "Every colleague's question is answered from the handbook or recorded for HR, within 4 hours",
    ),
  ],
  metric: [
    instead("Without a person", "Share of requests resolved without a person"),
    instead("Booked", "Share of fitting leads with a booked demo"),
  ],
  criteria: [
    oneMore("Answered with a source", { kind: "condition", when: "run.answered && run.citations > 0" }),
    oneMore("Not handed to a person", { kind: "condition", when: "run.answered && !run.blocked" }),
    oneMore("Rated well", { kind: "rating", atLeast: 1 }),
    oneMore("Every claim is supported", {
      kind: "judge",
      rubric: "Every fact in the answer is supported by a cited passage or a result of an action.",
    }),
    oneMore("Reported as solved", { kind: "outcome-event", event: "request_solved" }),
  ],
  constraints: [
    alsoLine("Promise a refund the policy does not allow"),
    alsoLine("Share another customer's data"),
    alsoLine("Give legal or medical advice"),
  ],
  deadlineMinutes: [instead("15 min", 15), instead("2 h", 120), instead("1 day", 1440)],
  budgetUsd: [instead("$0.05", 0.05), instead("$0.25", 0.25), instead("$1", 1)],
};
