import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { reportImport } from "./import-report.ts";
import { blueprintText, stableDocument } from "./stable.ts";
import { supportDesk } from "./templates/support-desk/template.ts";
import { readBlueprint } from "./upgrade.ts";

const folder = path.join(import.meta.dirname, "fixtures");
const fixtures = readdirSync(folder).flatMap((version) =>
  readdirSync(path.join(folder, version)).map((file) => path.join(version, file)),
);

test.each(fixtures)("the document %s, once written, still loads and keeps every node and wire", (file) => {
  const written = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  const read = readBlueprint(written);
  expect(read.nodes).toHaveLength(written.nodes.length);
  expect(read.wires).toHaveLength(written.wires.length);
  expect(readBlueprint(JSON.parse(blueprintText(read)))).toEqual(stableDocument(read));
});

test("missing fields of a config get their defaults", () => {
  const node = { id: "a", kind: "agent", title: "", position: { x: 0, y: 0 }, config: {} };
  const read = readBlueprint({ format: 1, name: "Sparse", nodes: [node], wires: [] });
  expect(read.nodes[0]?.config).toMatchObject({ model: "standard", maxTurns: 12 });
});

test.each([
  [{ format: 2, name: "x", nodes: [], wires: [] }, /format 2.*up to 1/],
  [{ name: "x", nodes: [], wires: [] }, /does not say its format/],
  [{ format: 1, name: "x", nodes: [{ id: "a", kind: "teleport" }], wires: [] }, /teleport/],
  [{ format: 1, name: "x", nodes: [], wires: [], extra: 1 }, /extra/],
  [[], /JSON object/],
  [null, /JSON object/],
])("%j is refused by name", (value, message) => {
  expect(() => readBlueprint(value)).toThrow(message);
});

test("an import tells what it asks for and what is missing, before anything runs", () => {
  const report = reportImport(supportDesk.document, {
    datasets: [],
    tables: [{ name: "orders", columns: [] }],
    secrets: [],
  });
  expect(report).toMatchObject({
    hosts: [],
    secrets: [],
    datasets: ["store-policies"],
    tables: ["orders", "tickets"],
    abilities: ["Find in table", "Hand to a person", "Write to table"],
    missing: { secrets: [], datasets: ["store-policies"], tables: ["tickets"] },
  });
});
