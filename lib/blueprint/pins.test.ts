import { expect, test } from "vitest";
import { stableJson } from "#lib/foundation/stable-json.ts";
import { diffBlueprints } from "./diff.ts";
import { addNode } from "./edits/add-node.ts";
import { changeConfig, moveNodes, removeNodes, renameNode } from "./edits/change-nodes.ts";
import { duplicateNodes } from "./edits/paste-nodes.ts";
import { addWire } from "./edits/wires.ts";
import { nodeOf } from "./graph.ts";
import { reportImport } from "./import-report.ts";
import { pinOf, pinsOf, resolvePins, withConfigOf, withoutPins } from "./pins.ts";
import { type Blueprint, blueprintSchema, emptyBlueprint } from "./schema.ts";

const at = { x: 0, y: 0 };
const pinned = (document: Blueprint, id: string, version: number) =>
  changeConfig(document, id, { pin: { version } });
const configOf = (document: Blueprint, id: string) => nodeOf(document, id)?.config;

/** Version 1 of a team, and the draft after both agents were edited, renamed and moved. */
function team() {
  let first = addNode(emptyBlueprint("Team"), "agent", at, { id: "a", title: "A" });
  first = addNode(first, "agent", at, { id: "b", title: "B" });
  first = addWire(first, { node: "a", port: "delegates" }, { node: "b", port: "asked" }, "w1");
  first = changeConfig(changeConfig(first, "a", { instructions: "Old A.", maxTurns: 3 }), "b", {
    instructions: "Old B.",
  });
  let draft = changeConfig(first, "a", { instructions: "New A.", maxTurns: 9, strategy: "plan" });
  draft = changeConfig(draft, "b", { instructions: "New B." });
  draft = moveNodes(renameNode(draft, "a", "A again"), { a: { x: 50, y: 60 } });
  return { first, draft };
}

test("documents written before there were pins load, and nothing is pinned", () => {
  const { first } = team();
  const earlier = JSON.parse(JSON.stringify(first)) as { nodes: { config: Record<string, unknown> }[] };
  for (const node of earlier.nodes) delete node.config.pin;
  const loaded = blueprintSchema.parse(earlier);
  expect(pinsOf(loaded)).toEqual([]);
  expect(resolvePins(loaded, new Map()).document).toBe(loaded);
  expect(withoutPins(loaded)).toBe(loaded);
});

test("a pinned agent has all settings of its version; its name, place and wires, and every other node, are the draft's", () => {
  const { first, draft } = team();
  const wanted = pinned(draft, "a", 1);
  const { document, issues } = resolvePins(wanted, new Map([[1, first]]));
  expect(issues).toEqual([]);
  expect(configOf(document, "a")).toEqual({ ...configOf(first, "a"), pin: { version: 1 } });
  expect(nodeOf(document, "a")).toMatchObject({ title: "A again", position: { x: 50, y: 60 } });
  expect(nodeOf(document, "b")).toBe(nodeOf(wanted, "b"));
  expect(document.wires).toBe(wanted.wires);
  // Publishing what was published so changes nothing.
  expect(stableJson(resolvePins(document, new Map([[1, first]])).document)).toBe(stableJson(document));
});

test("a pin to a version in which the agent was pinned itself gives what that version published", () => {
  const { first, draft } = team();
  const second = resolvePins(pinned(draft, "a", 1), new Map([[1, first]])).document;
  const third = resolvePins(pinned(draft, "a", 2), new Map([[2, second]])).document;
  expect(configOf(third, "a")).toEqual({ ...configOf(first, "a"), pin: { version: 2 } });
});

test("a pin that leads nowhere changes nothing, names the field, and offers the way back", () => {
  const { first, draft } = team();
  const wanted = pinned(pinned(draft, "a", 7), "b", 1);
  const { document, issues } = resolvePins(wanted, new Map([[1, removeNodes(first, ["b"])]]));
  expect(document).toBe(wanted);
  expect(issues).toMatchObject([
    { severity: "error", code: "pin-without-version", node: "a", field: "pin" },
    { severity: "error", code: "pin-without-agent", node: "b", field: "pin" },
  ]);
  for (const { node = "", offer } of issues)
    expect(pinOf(nodeOf(changeConfig(wanted, node, { pin: offer?.value }), node) as never)).toBeNull();
});

test("replacing one agent's settings leaves every other node and wire the same object", () => {
  const { first, draft } = team();
  const next = withConfigOf(first, "b", draft);
  expect(next && diffBlueprints(first, next)).toEqual([
    {
      kind: "changed",
      what: "node",
      id: "b",
      title: "B",
      fields: [{ path: "config.instructions", before: "Old B.", after: "New B." }],
    },
  ]);
  expect(next && nodeOf(next, "a")).toBe(nodeOf(first, "a"));
  expect(next?.wires).toBe(first.wires);
  expect(withConfigOf(first, "nobody", draft)).toBeNull();
  expect(withConfigOf(first, "b", removeNodes(draft, ["b"]))).toBeNull();
});

test("a copy and a document for another blueprint follow the draft, and the import report says so", () => {
  const { draft } = team();
  const wanted = pinned(draft, "a", 1);
  const copied = duplicateNodes(wanted, ["a"]);
  expect(copied.nodes.map(pinOf)).toEqual([1, null, null]);
  expect(withoutPins(wanted).nodes.map(pinOf)).toEqual([null, null]);
  const { unpinned } = reportImport(wanted, { datasets: [], tables: [], secrets: [] });
  expect(unpinned).toEqual([{ title: "A again", version: 1 }]);
});
