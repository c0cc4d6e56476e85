import { expect, test } from "vitest";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { draw } from "#lib/testing/scenario.ts";
import { planRun } from "./plan.ts";
import { reassess } from "./reassess.ts";

const answered = { id: "answered", kind: "condition", label: "Answered", when: "run.answered" };

function drawn(config: Record<string, unknown>, wires: string[], criteria: unknown[] = [answered]) {
  const nodes: [string, string, unknown?][] = [
    ["chat", "chat"],
    ["one", "agent"],
    ["two", "agent"],
    ["goal", "goal", { statement: "The request is answered.", criteria }],
    ["said", "feedback", config],
  ];
  const common = ["chat.starts>one.start", "one.pursues>goal.pursued", "two.pursues>goal.pursued"];
  return planRun(draw(nodes, [...common, ...wires]), nodeExecutor).goals;
}

test("feedback is one more criterion of the goal it is wired to, once, whichever way it is wired", () => {
  for (const wires of [
    ["said.measures>goal.measured"],
    ["said.measures>one.measured"],
    ["said.measures>two.measured"],
    ["said.measures>goal.measured", "said.measures>one.measured", "said.measures>two.measured"],
  ]) {
    const [goal, ...others] = drawn({ by: "webhook", event: "kept", atLeast: 4, weight: 2 }, wires);
    expect(others).toEqual([]);
    expect(goal?.settings.criteria.map(({ id }) => id)).toEqual(["answered", "feedback:said"]);
    expect(goal?.settings.criteria[1]).toMatchObject({
      weight: 2,
      whenSilent: "ignore",
      measure: { by: "event", event: "kept", atLeast: 4 },
    });
  }
  expect(drawn({ by: "thumbs" }, [])[0]?.settings.criteria).toHaveLength(1);
});

test.each([
  ["ignore", "met"],
  ["wait", "pending"],
] as const)(
  "silence with “%s” leaves the outcome %s, a word decides, and the last word counts",
  (whenSilent, verdict) => {
    const [goal] = drawn({ by: "webhook", event: "stars", atLeast: 4, whenSilent }, [
      "said.measures>goal.measured",
    ]);
    if (!goal) throw new Error("There is no goal.");
    const measured = [
      { id: "answered", label: "", kind: "condition", weight: 1, met: true, evidence: "" },
      {
        id: "feedback:said",
        label: "",
        kind: "event",
        weight: 1,
        met: null,
        evidence: "",
        ...(whenSilent === "ignore" ? { applies: false } : {}),
      },
    ] as const;
    const after = (...values: unknown[]) =>
      reassess(
        goal.settings,
        [...measured],
        { wasBlocked: false, durationMs: 0 },
        {
          ratings: [],
          events: values.map((value) => ({ name: "stars", value })),
        },
      ).verdict;
    expect(after()).toBe(verdict);
    expect(after(3.9)).toBe("missed");
    expect(after(2, 4)).toBe("met");
    expect(after(5, false)).toBe("missed");
    expect(after("thanks")).toBe("met");
  },
);
