import { expect, test } from "vitest";
import { addNode } from "./edits/add-node.ts";
import { addWire } from "./edits/wires.ts";
import { outlineOf } from "./outline.ts";
import { type Blueprint, emptyBlueprint } from "./schema.ts";
import { templates } from "./templates/templates.ts";

const lines = (document: Blueprint) =>
  outlineOf(document).map((row) => `${"  ".repeat(row.level - 1)}${(row.node ?? row.frame).id}`);

test("goals come first, below them who pursues them, below those what they use; the drawing gives the order", () => {
  let document = emptyBlueprint("Desk");
  document = addNode(document, "dataset", { x: 600, y: 300 }, { id: "facts" });
  document = addNode(document, "agent", { x: 300, y: 0 }, { id: "agent" });
  document = addNode(document, "agent", { x: 300, y: 500 }, { id: "idle" });
  document = addNode(document, "goal", { x: 600, y: 0 }, { id: "goal" });
  document = addNode(document, "chat", { x: 0, y: 0 }, { id: "chat" });
  document = addNode(document, "note", { x: 0, y: 900 }, { id: "note" });
  document = addWire(document, { node: "chat", port: "starts" }, { node: "agent", port: "start" });
  document = addWire(document, { node: "agent", port: "knows" }, { node: "facts", port: "known" });
  document = addWire(document, { node: "idle", port: "knows" }, { node: "facts", port: "known" });
  document = addWire(document, { node: "agent", port: "pursues" }, { node: "goal", port: "pursued" });
  expect(lines(document)).toEqual(["goal", "  agent", "    chat", "    facts", "idle", "  facts", "note"]);
});

test("a step that is reached from two sides has a row at each, and what it uses below the first alone", () => {
  let document = emptyBlueprint("Desk");
  document = addNode(document, "goal", { x: 600, y: 0 }, { id: "goal" });
  document = addNode(document, "agent", { x: 300, y: 100 }, { id: "agent" });
  document = addNode(document, "rule", { x: 100, y: 200 }, { id: "rule" });
  document = addNode(document, "dataset", { x: 600, y: 300 }, { id: "facts" });
  document = addWire(document, { node: "agent", port: "pursues" }, { node: "goal", port: "pursued" });
  document = addWire(document, { node: "agent", port: "knows" }, { node: "facts", port: "known" });
  document = addWire(document, { node: "rule", port: "else" }, { node: "agent", port: "start" });
  expect(lines(document)).toEqual(["goal", "  agent", "    facts", "rule", "  agent"]);
});

test("every node of every template has its row, and no row is named twice", () => {
  for (const { document } of Object.values(templates)) {
    const rows = outlineOf(document);
    expect(new Set(rows.map((row) => (row.node ?? row.frame).id))).toEqual(
      new Set(document.nodes.map((node) => node.id)),
    );
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  }
});
