import { expect, test } from "vitest";
import { diffBlueprints } from "./diff.ts";
import { addNode } from "./edits/add-node.ts";
import { removeNodes } from "./edits/change-nodes.ts";
import { changeFrame, groupNodes, putIntoFrame, ungroup } from "./edits/frames.ts";
import { copyNodes, pasteNodes } from "./edits/paste-nodes.ts";
import { findText, replaceText } from "./edits/replace-text.ts";
import { frameOfNodes, framesOf } from "./frames.ts";
import { mergeBlueprints } from "./merge.ts";
import { outlineOf } from "./outline.ts";
import { type Blueprint, blueprintSchema, emptyBlueprint } from "./schema.ts";
import { blueprintText } from "./stable.ts";
import { readBlueprint } from "./upgrade.ts";
import { validateBlueprint } from "./validate.ts";

const at = { x: 0, y: 0 };

function drawn(): Blueprint {
  return ["a", "b", "c", "d"].reduce(
    (document, id) => addNode(document, "note", at, { id }),
    emptyBlueprint("G"),
  );
}

const held = (document: Blueprint) =>
  Object.fromEntries(framesOf(document).map((frame) => [frame.title, frame.nodes]));

test("a node is in one group at most; a group that loses its last node goes, and with the last group the list", () => {
  const one = groupNodes(drawn(), ["a", "b"], "First", "f1");
  const two = groupNodes(one, ["b", "c", "gone"], "Second", "f2");
  expect(held(two)).toEqual({ First: ["a"], Second: ["b", "c"] });
  expect(held(groupNodes(two, ["a"], "Third"))).toEqual({ Second: ["b", "c"], Third: ["a"] });
  expect(held(putIntoFrame(two, ["c"], "f1"))).toEqual({ First: ["a", "c"], Second: ["b"] });
  expect(held(removeNodes(two, ["a"]))).toEqual({ Second: ["b", "c"] });
  const none = ungroup(two, ["f1", "f2"]);
  expect("frames" in none).toBe(false);
  expect(blueprintText(none)).toBe(blueprintText(drawn()));
  expect(frameOfNodes(two, ["c", "b"])?.title).toBe("Second");
  expect(frameOfNodes(two, ["b"])).toBeUndefined();
  expect(() => groupNodes(drawn(), [])).toThrow(/Select the nodes/);
});

test("documents without groups load as before; strange fields and doubled ids are refused; unknown nodes are told with a fix", () => {
  const document = groupNodes(drawn(), ["a", "b"], "First", "f1");
  expect(readBlueprint(JSON.parse(blueprintText(document)))).toEqual(document);
  const with_ = (frame: Record<string, unknown>) => ({ ...document, frames: [...framesOf(document), frame] });
  expect(() => readBlueprint(with_({ id: "f2", title: "T", nodes: [], color: "red" }))).toThrow(/frames\.1/);
  expect(() => readBlueprint(with_({ id: "f1", title: "T", nodes: [] }))).toThrow(/used twice/);
  const lost = readBlueprint(with_({ id: "f2", title: "Lost", nodes: ["ghost", "a"] }));
  const issues = validateBlueprint(lost).filter(({ code }) => code?.startsWith("frame-"));
  expect(issues.map(({ code }) => code)).toEqual(["frame-unknown-node", "frame-shared-node"]);
  expect(issues[0]).toMatchObject({ severity: "warning", message: expect.stringContaining("“ghost”") });
  expect(issues.every(({ fix }) => fix)).toBe(true);
  // What the fix says is so.
  expect(held(changeFrame(lost, "f2", { title: "Found" }))).toEqual({ First: ["a", "b"] });
});

test("diff, stable text, outline, copies and find know groups; in which order a group names its nodes means nothing", () => {
  const before = drawn();
  const document = groupNodes(before, ["b", "a"], "Kettle desk", "f1");
  expect(diffBlueprints(before, document)).toMatchObject([
    { kind: "added", what: "frame", title: "Kettle desk" },
  ]);
  const turned = groupNodes(before, ["a", "b"], "Kettle desk", "f1");
  expect(diffBlueprints(document, turned)).toEqual([]);
  expect(blueprintText(document)).toBe(blueprintText(turned));
  const rows = outlineOf(document).slice(0, 3);
  expect(rows.map((row) => [row.level, row.frame?.title ?? row.node?.id])).toEqual([
    [1, "Kettle desk"],
    [2, "a"],
    [2, "b"],
  ]);
  const pasted = pasteNodes(document, copyNodes(document, ["a", "b", "c"]), at);
  const [, copy] = framesOf(pasted);
  expect(new Set(copy?.nodes)).toEqual(new Set(pasted.nodes.slice(-3, -1).map((node) => node.id)));
  expect(framesOf(pasteNodes(document, copyNodes(document, ["a"]), at))).toHaveLength(1);
  const [place] = findText(document, "kettle", false);
  expect(place).toMatchObject({ in: "frame", id: "f1", path: "title", count: 1 });
  const replaced = replaceText(document, { text: "kettle", by: "Tea", matchCase: false });
  expect(held(replaced.document)).toEqual({ "Tea desk": ["b", "a"] });
});

test("two people's groups are joined: members like a set, a title both wrote is asked, what one took apart stays apart", () => {
  const base = groupNodes(groupNodes(drawn(), ["a", "b"], "One", "f1"), ["d"], "Two", "f2");
  const mine = changeFrame(putIntoFrame(base, ["c"], "f1"), "f1", { title: "Mine", hue: "agent" });
  const theirs = ungroup(changeFrame(putIntoFrame(base, ["b"], null), "f1", { title: "Theirs" }), ["f2"]);
  const { document, conflicts } = mergeBlueprints(base, mine, theirs);
  expect(framesOf(document)).toEqual([{ id: "f1", title: "Mine", hue: "agent", nodes: ["a", "c"] }]);
  expect(conflicts).toMatchObject([
    { what: "frame", id: "f1", path: "title", mine: "Mine", theirs: "Theirs" },
  ]);
  const key = conflicts[0]?.key ?? "";
  expect(framesOf(mergeBlueprints(base, mine, theirs, { [key]: "theirs" }).document)[0]?.title).toBe(
    "Theirs",
  );
  expect(blueprintSchema.parse(document)).toEqual(document);
  // A group each, drawn around the same node: it stays in one.
  const both = mergeBlueprints(
    drawn(),
    groupNodes(drawn(), ["a"], "M", "m"),
    groupNodes(drawn(), ["a", "b"], "T", "t"),
  );
  expect(both.conflicts).toEqual([]);
  expect(held(both.document)).toEqual({ T: ["a", "b"] });
});
