import { expect, test } from "vitest";
import { drawPlaced } from "#lib/testing/draw-placed.ts";
import { carriesDependency, dependenciesOf } from "./dependencies.ts";
import { addNode } from "./edits/add-node.ts";
import { addWire } from "./edits/wires.ts";
import { emptyBlueprint } from "./schema.ts";
import { type Way, walkFrom } from "./walk.ts";
import { whyApart, whyRefused } from "./why-refused.ts";

const desk = () =>
  drawPlaced(
    "Desk",
    [
      ["chat", "chat", 0, 100],
      ["guard", "guardrail", 0, 0],
      ["agent", "agent", 300, 100],
      ["goal", "goal", 600, 0],
      ["facts", "dataset", 600, 100],
      ["more", "dataset", 600, 200],
      ["note", "note", 0, 500],
      ["memo", "note", 0, 600],
    ],
    [
      "chat.starts>agent.start",
      "guard.guards>agent.guarded",
      "agent.pursues>goal.pursued",
      "agent.knows>facts.known",
      "agent.knows>more.known",
    ],
  );

test("arrows go along wires and among what stands beside, in the order one reads; at an edge they stay", () => {
  const go = (from: string, way: Way) => walkFrom(desk(), from, way)?.id ?? null;
  expect([go("chat", "right"), go("agent", "right"), go("facts", "left"), go("agent", "left")]).toEqual([
    "agent",
    "goal",
    "agent",
    "guard",
  ]);
  expect([go("goal", "down"), go("facts", "down"), go("more", "down"), go("more", "up")]).toEqual([
    "facts",
    "more",
    null,
    "facts",
  ]);
  expect([go("guard", "down"), go("chat", "up"), go("guard", "up")]).toEqual(["chat", "guard", null]);
  expect([go("goal", "right"), go("chat", "left"), go("agent", "up")]).toEqual([null, null, null]);
  expect([go("note", "down"), go("memo", "up"), go("note", "right")]).toEqual(["memo", "note", null]);
  expect(go("nobody", "down")).toBeNull();
});

test("what a node needs and what needs it are told at any distance, whichever way the wires are drawn", () => {
  const of = (id: string) => {
    const { needs, neededBy } = dependenciesOf(desk(), id);
    return [[...needs].sort(), [...neededBy].sort()];
  };
  expect(of("agent")).toEqual([["chat", "facts", "goal", "guard", "more"], []]);
  expect(of("facts")).toEqual([[], ["agent"]]);
  expect(of("chat")).toEqual([[], ["agent"]]);
  expect(of("note")).toEqual([[], []]);
  expect(carriesDependency(desk(), "facts", { from: "agent", to: "facts" })).toBe(true);
  expect(carriesDependency(desk(), "facts", { from: "agent", to: "goal" })).toBe(false);
});

test("a circle of agents is followed once", () => {
  const pair = ["one", "two"].reduce(
    (document, id) => addNode(document, "agent", { x: 0, y: 0 }, { id }),
    emptyBlueprint("Pair"),
  );
  const there = addWire(pair, { node: "one", port: "delegates" }, { node: "two", port: "asked" });
  const back = addWire(there, { node: "two", port: "delegates" }, { node: "one", port: "asked" });
  expect([...dependenciesOf(back, "one").needs]).toEqual(["two"]);
});

test("a port that takes no wire says where the wire may lead instead", () => {
  const document = desk();
  const why = (from: string, out: string, to: string, into: string) =>
    whyRefused(document, { node: from, port: out }, { node: to, port: into });
  expect(why("agent", "knows", "goal", "pursued")).toBe("“knows” leads to a dataset, not to a goal.");
  expect(why("facts", "known", "goal", "pursued")).toBe("“known by” comes from an agent, not from a goal.");
  expect(why("agent", "knows", "facts", "known")).toBe("These two are wired already.");
  expect(why("agent", "pursues", "agent", "start")).toBe("A node cannot be wired to itself.");
  expect(why("agent", "delegates", "agent", "asked")).not.toBeNull();
  const fresh = addNode(document, "dataset", { x: 0, y: 0 }, { id: "fresh" });
  const knows = { node: "agent", port: "knows" };
  expect(whyRefused(fresh, knows, { node: "fresh", port: "known" })).toBeNull();
  expect(whyApart(fresh, "agent", "fresh")).toBeNull();
  expect(whyApart(fresh, "agent", "facts")).toBe("These two are wired already.");
  expect(whyApart(fresh, "facts", "goal")).toBe("A dataset wires with an agent, not with a goal.");
  expect(whyApart(fresh, "note", "goal")).toBe("Nothing can be wired to a note.");
});
