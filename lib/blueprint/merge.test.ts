import { expect, test } from "vitest";
import { addNode } from "./edits/add-node.ts";
import { changeConfig, moveNodes, removeNodes, renameNode } from "./edits/change-nodes.ts";
import { addWire } from "./edits/wires.ts";
import { nodeOf } from "./graph.ts";
import { mergeBlueprints } from "./merge.ts";
import { type Blueprint, blueprintSchema, emptyBlueprint } from "./schema.ts";

const at = { x: 0, y: 0 };

function drawn(): Blueprint {
  let document = emptyBlueprint("Desk");
  document = addNode(document, "agent", at, { id: "agent", title: "Agent" });
  document = addNode(document, "goal", at, { id: "goal", title: "Goal" });
  document = addNode(document, "dataset", at, { id: "facts", title: "Facts" });
  return addWire(document, { node: "agent", port: "pursues" }, { node: "goal", port: "pursued" }, "w1");
}

const wireFacts = (document: Blueprint, id: string) =>
  addWire(document, { node: "agent", port: "knows" }, { node: "facts", port: "known" }, id);

test("what does not overlap is joined node by node and field by field", () => {
  const base = drawn();
  const mine = wireFacts(changeConfig(base, "agent", { instructions: "Be brief." }), "w2");
  const theirs = addNode(
    changeConfig(renameNode(base, "goal", "Answered"), "agent", { maxTurns: 5 }),
    "chat",
    at,
    {
      id: "chat",
    },
  );
  const { document, conflicts } = mergeBlueprints(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(nodeOf(document, "agent")?.config).toMatchObject({ instructions: "Be brief.", maxTurns: 5 });
  expect(nodeOf(document, "goal")?.title).toBe("Answered");
  expect(nodeOf(document, "chat")).toBeDefined();
  expect(document.wires.map((wire) => wire.id).sort()).toEqual(["w1", "w2"]);
  expect(blueprintSchema.parse(document)).toEqual(document);
});

test("a field both changed is asked about, and the choice decides it alone", () => {
  const base = drawn();
  const mine = renameNode(changeConfig(base, "agent", { instructions: "Mine" }), "goal", "My goal");
  const theirs = changeConfig({ ...base, name: "Their desk" }, "agent", { instructions: "Theirs" });
  const { conflicts } = mergeBlueprints(base, mine, theirs);
  expect(conflicts).toMatchObject([
    {
      what: "node",
      id: "agent",
      title: "Agent",
      path: "config.instructions",
      mine: "Mine",
      theirs: "Theirs",
    },
  ]);
  const chosen = mergeBlueprints(base, mine, theirs, { [conflicts[0]?.key ?? ""]: "theirs" }).document;
  expect(nodeOf(chosen, "agent")?.config).toMatchObject({ instructions: "Theirs" });
  expect(nodeOf(chosen, "goal")?.title).toBe("My goal");
  expect(chosen.name).toBe("Their desk");
});

test("a node one removed and the other changed or wired is one question; kept, it keeps its wires", () => {
  const base = drawn();
  const removed = removeNodes(base, ["goal"]);
  const { conflicts } = mergeBlueprints(base, removed, renameNode(base, "goal", "Better goal"));
  expect(conflicts).toMatchObject([{ what: "node", id: "goal", path: "", mine: undefined }]);
  const kept = mergeBlueprints(base, removed, renameNode(base, "goal", "Better goal"), {
    [conflicts[0]?.key ?? ""]: "theirs",
  }).document;
  expect(nodeOf(kept, "goal")?.title).toBe("Better goal");
  expect(kept.wires.map((wire) => wire.id)).toEqual(["w1"]);

  const wired = mergeBlueprints(base, wireFacts(base, "w2"), removeNodes(base, ["facts"]));
  expect(wired.conflicts).toMatchObject([{ what: "node", id: "facts" }]);
  expect(wired.document.wires.map((wire) => wire.id).sort()).toEqual(["w1", "w2"]);
});

test("the same wire drawn by both is one wire, a node both moved stands where I put it, and removals hold", () => {
  const base = drawn();
  const mine = moveNodes(wireFacts(base, "mine"), { goal: { x: 10, y: 10 } });
  const theirs = moveNodes(wireFacts(base, "theirs"), { goal: { x: 90, y: 90 } });
  const { document, conflicts } = mergeBlueprints(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(document.wires).toHaveLength(2);
  expect(nodeOf(document, "goal")?.position).toEqual({ x: 10, y: 10 });
  const without = mergeBlueprints(
    base,
    removeNodes(base, ["goal"]),
    renameNode(base, "facts", "Data"),
  ).document;
  expect(without.nodes.map((node) => node.title)).toEqual(["Agent", "Data"]);
  expect(without.wires).toEqual([]);
});
