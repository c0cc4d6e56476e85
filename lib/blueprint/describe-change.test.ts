import { expect, test } from "vitest";
import { describeChange } from "./describe-change.ts";
import { addNode } from "./edits/add-node.ts";
import { changeConfig, moveNodes, removeNodes, renameNode } from "./edits/change-nodes.ts";
import { changeSettings } from "./edits/change-settings.ts";
import { changeFrame, groupNodes, ungroup } from "./edits/frames.ts";
import { addWire, changeTerms, removeWires } from "./edits/wires.ts";
import { type Blueprint, emptyBlueprint } from "./schema.ts";

const at = { x: 0, y: 0 };

function desk(): Blueprint {
  const agent = addNode(emptyBlueprint("Desk"), "agent", at, { id: "agent", title: "Policy agent" });
  const goal = addNode(agent, "goal", at, { id: "goal", title: "Answered" });
  return addNode(goal, "dataset", at, { id: "facts", title: "Facts" });
}

const wired = (document: Blueprint) =>
  addWire(document, { node: "agent", port: "knows" }, { node: "facts", port: "known" }, "w");

test("each kind of step is told in the words of who did it", () => {
  const told: [string, Blueprint, Blueprint][] = [
    ["Move Policy agent", desk(), moveNodes(desk(), { agent: { x: 9, y: 9 } })],
    ["Move 2 nodes", desk(), moveNodes(desk(), { agent: { x: 9, y: 9 }, goal: { x: 1, y: 1 } })],
    ["Add Note", desk(), addNode(desk(), "note", at)],
    ["Remove Facts", wired(desk()), removeNodes(wired(desk()), ["facts"])],
    ["Rename Policy agent to Desk agent", desk(), renameNode(desk(), "agent", "Desk agent")],
    ["Edit Policy agent: instructions", desk(), changeConfig(desk(), "agent", { instructions: "Be brief." })],
    ["Connect Policy agent with Facts", desk(), wired(desk())],
    ["Disconnect Policy agent from Facts", wired(desk()), removeWires(wired(desk()), ["w"])],
    ["Change settings: language", desk(), changeSettings(desk(), { language: "de" })],
    ["Rename the blueprint to Shop", desk(), { ...desk(), name: "Shop" }],
    ["Group nodes as Sources", desk(), groupNodes(desk(), ["facts"], "Sources")],
    ["No visible change", desk(), desk()],
  ];
  for (const [words, before, after] of told) expect(describeChange(before, after)).toBe(words);
  const grouped = groupNodes(desk(), ["facts"], "Sources", "f");
  expect(describeChange(grouped, changeFrame(grouped, "f", { hue: "agent" }))).toBe("Recolour Sources");
  expect(describeChange(grouped, changeFrame(grouped, "f", { title: "Books" }))).toBe(
    "Rename a group to Books",
  );
  expect(describeChange(grouped, ungroup(grouped, ["f"]))).toBe("Ungroup Sources");
  const both = renameNode(
    removeNodes(changeSettings(wired(desk()), { language: "de" }), ["goal"]),
    "agent",
    "X",
  );
  expect(describeChange(wired(desk()), both)).toBe("Change 2 nodes and settings");
});

test("terms between agents are told with both of them", () => {
  const pair = addNode(desk(), "agent", at, { id: "other", title: "Refund agent" });
  const team = addWire(pair, { node: "agent", port: "delegates" }, { node: "other", port: "asked" }, "t");
  const changed = changeTerms(team, "t", { depth: 2 });
  expect(describeChange(team, changed)).toBe("Change the terms of Policy agent and Refund agent");
});
