import { describe, expect, test } from "vitest";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { draw, playScenario, scenarioStart } from "#lib/testing/scenario.ts";
import { planRun } from "./plan.ts";
import { reassess } from "./reassess.ts";

const document = draw(
  [
    ["chat", "chat"],
    ["agent", "agent", { instructions: "Be brief.", maxSeconds: 86_400 }],
    [
      "goal",
      "goal",
      {
        statement: "The request is answered within two hours.",
        deadlineMinutes: 120,
        criteria: [{ id: "answered", kind: "condition", label: "Answered", when: "run.answered" }],
      },
    ],
  ],
  ["chat.starts>agent.start", "agent.pursues>goal.pursued"],
);

describe("a goal with a deadline", () => {
  test.each([
    ["in time", 119, "met"],
    ["too late", 121, "missed"],
  ])("whose criteria are met %s is %s minutes later %s", async (_when, minutes, verdict) => {
    const { verdict: ended } = await playScenario({
      document,
      script: [{ text: "Done." }],
      now: () => scenarioStart + minutes * 60_000,
    });
    expect(ended.outcomes).toMatchObject([{ verdict }]);
    const [goal] = planRun(document, nodeExecutor).goals;
    const [before] = ended.outcomes;
    if (!goal || !before) throw new Error("There is no goal.");
    // A word said afterwards measures again, and does not turn the clock back.
    const run = { wasBlocked: false, durationMs: minutes * 60_000 };
    const after = reassess(goal.settings, before.criteria, run, { ratings: [], events: [] });
    expect(after).toMatchObject({ verdict, score: 1 });
  });
});
