import { expect, test } from "vitest";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { draw } from "#lib/testing/scenario.ts";
import { chooseTrigger } from "./plan.ts";

const nodes: [string, string][] = [
  ["hook", "webhook"],
  ["chat", "chat"],
  ["agent", "agent"],
];
const wires = ["hook.starts>agent.start", "chat.starts>agent.start"];
const choose = (order: [string, string][], nodeId: string | null, takes: "text" | "event") => {
  const choice = chooseTrigger(draw(order, wires), nodeExecutor, { nodeId, takes });
  return "node" in choice ? choice.node.id : choice.problem;
};

test("the start of a run does not depend on the order of the nodes", () => {
  for (const order of [nodes, nodes.toReversed()]) {
    expect(choose(order, null, "text")).toBe("chat");
    expect(choose(order, null, "event")).toBe("hook");
    expect(choose(order, "hook", "text")).toBe("hook");
    expect(choose(order, "nobody", "text")).toBe("unknown");
  }
});

test("several starts of the same kind must be told apart, and a missing one is said", () => {
  const two = draw(
    [
      ["one", "chat"],
      ["two", "chat"],
      ["agent", "agent"],
    ],
    ["one.starts>agent.start", "two.starts>agent.start"],
  );
  expect(chooseTrigger(two, nodeExecutor, { nodeId: null, takes: "text" })).toEqual({
    problem: "ambiguous",
    starts: ["one", "two"],
  });
  expect(
    chooseTrigger(draw([["agent", "agent"]], []), nodeExecutor, { nodeId: null, takes: "text" }),
  ).toEqual({
    problem: "missing",
    starts: [],
  });
});
