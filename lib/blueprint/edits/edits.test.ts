import fc from "fast-check";
import { expect, test } from "vitest";
import { abilityKinds } from "#lib/abilities/definitions.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import { nodeDefinition, nodeKinds } from "#lib/nodes/definitions.ts";
import { type Change, diffBlueprints } from "../diff.ts";
import { isLegalWire, legalTargets, nodeOf, portsOf } from "../graph.ts";
import { type Blueprint, blueprintSchema, emptyBlueprint } from "../schema.ts";
import { blueprintText, stableDocument } from "../stable.ts";
import { readBlueprint } from "../upgrade.ts";
import { validateBlueprint } from "../validate.ts";
import { addNode } from "./add-node.ts";
import { autoConnect, placeOnWire } from "./auto-connect.ts";
import { changeConfig, moveNodes, removeNodes, renameNode } from "./change-nodes.ts";
import { copyNodes, duplicateNodes, pasteNodes } from "./paste-nodes.ts";
import { addWire, removeWires } from "./wires.ts";

const isAbility = (kind: string) => kind === nodeKinds.find((one) => "ability" in nodeDefinition(one).form);

const edit = fc.record({
  verb: fc.constantFrom(
    "add",
    "add",
    "add",
    "connect",
    "wire",
    "wire",
    "move",
    "rename",
    "remove",
    "unwire",
    "copy",
    "insert",
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
  x: fc.double({ min: -2e6, max: 2e6 }),
  text: fc.string({ maxLength: 300 }),
});
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

function apply(document: Blueprint, { verb, a, b, x, text }: Edit): Blueprint {
  const node = document.nodes[a % Math.max(1, document.nodes.length)];
  const wire = document.wires[b % Math.max(1, document.wires.length)];
  if (verb === "add" || !node) {
    const kind = nodeKinds[a % nodeKinds.length] ?? nodeKinds[0];
    const ability = abilityKinds[b % abilityKinds.length] ?? abilityKinds[0];
    return addNode(document, kind, { x, y: -x }, isAbility(kind) ? { ability } : {});
  }
  if (verb === "connect") return autoConnect(document, node.id);
  if (verb === "wire") {
    const ports = portsOf(node).filter((port) => port.side === "out");
    const from = { node: node.id, port: ports[b % Math.max(1, ports.length)]?.id ?? "" };
    const targets = legalTargets(document, from);
    const target = targets[b % Math.max(1, targets.length)];
    return target ? addWire(document, from, target) : document;
  }
  if (verb === "move") return moveNodes(document, { [node.id]: { x, y: x } });
  if (verb === "rename") return renameNode(document, node.id, text);
  if (verb === "remove") return removeNodes(document, [node.id]);
  if (verb === "unwire") return removeWires(document, wire ? [wire.id] : []);
  if (verb === "insert") return placeOnWire(document, wire?.id ?? "", node.id);
  const chosen = document.nodes.filter((_, index) => index % 3 === a % 3).map(({ id }) => id);
  return document.nodes.length < 200 ? duplicateNodes(document, chosen) : document;
}

const edits = fc.array(edit, { maxLength: 40 });
const built = edits.map((list) => list.reduce(apply, emptyBlueprint("Drawn")));

test("whatever is edited, the document fits its schema, its wires are legal, and the one before is untouched", () => {
  fc.assert(
    fc.property(edits, (list) => {
      let document = emptyBlueprint("Drawn");
      for (const one of list) {
        const before = stableJson(document);
        const held = document;
        document = apply(document, one);
        expect(stableJson(held)).toBe(before);
      }
      expect(blueprintSchema.parse(document)).toEqual(document);
      for (const { from, to } of document.wires) {
        const rest = { ...document, wires: document.wires.filter((wire) => wire.from !== from) };
        expect(isLegalWire(rest, from, to)).toEqual({ ok: true });
      }
      validateBlueprint(document, { datasets: [], tables: [], secrets: [] });
    }),
    { numRuns: 150 },
  );
});

test("export and import give the same document, and the same text again", () => {
  fc.assert(
    fc.property(built, (document) => {
      const text = blueprintText(document);
      const read = readBlueprint(JSON.parse(text));
      expect(read).toEqual(stableDocument(document));
      expect(diffBlueprints(document, read)).toEqual([]);
      expect(blueprintText(read)).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test("a diff told by ids is complete: applied to the one, it gives the other", () => {
  fc.assert(
    fc.property(built, edits, (before, more) => {
      const after = more.reduce(apply, { ...before, description: `${more.length} edits` });
      const changes = diffBlueprints(before, after);
      expect(stableDocument(applyChanges(before, changes))).toEqual(stableDocument(after));
      expect(diffBlueprints(after, after)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("an agent placed among loose nodes takes them all; a second one takes nothing", () => {
  let document = emptyBlueprint("Drawn");
  for (const kind of ["goal", "dataset", "chat", "memory"] as const)
    document = addNode(document, kind, { x: 0, y: 0 });
  document = addNode(document, "agent", { x: 0, y: 0 }, { id: "first" });
  document = autoConnect(document, "first");
  expect(document.wires.map((wire) => `${wire.from.port} ${wire.to.port}`).sort()).toEqual([
    "knows known",
    "pursues pursued",
    "remembers kept",
    "starts start",
  ]);
  const second = addNode(document, "agent", { x: 0, y: 0 }, { id: "second" });
  expect(autoConnect(second, "second").wires).toEqual(document.wires);
  const ability = addNode(second, "ability", { x: 0, y: 0 }, { id: "tool", ability: "table-find" });
  expect(autoConnect(ability, "tool").wires).toEqual(document.wires);
  const alone = removeNodes(ability, ["second"]);
  expect(autoConnect(alone, "tool").wires).toHaveLength(5);
});

test("an approval dropped on the wire to an ability stands between the two", () => {
  let document = addNode(emptyBlueprint("Drawn"), "agent", { x: 0, y: 0 }, { id: "agent" });
  document = addNode(document, "ability", { x: 0, y: 0 }, { id: "tool", ability: "table-write" });
  document = addWire(document, { node: "agent", port: "can" }, { node: "tool", port: "used" }, "wire");
  document = placeOnWire(addNode(document, "approval", { x: 0, y: 0 }, { id: "ask" }), "wire", "ask");
  expect(document.wires.map((wire) => `${wire.from.node} ${wire.to.node}`)).toEqual([
    "agent ask",
    "ask tool",
  ]);
});

test("a branch taken away takes its wire along", () => {
  let document = addNode(emptyBlueprint("Drawn"), "rule", { x: 0, y: 0 }, { id: "rule" });
  document = changeConfig(document, "rule", { branches: [{ id: "b", when: "true" }] });
  document = addNode(document, "agent", { x: 0, y: 0 }, { id: "agent" });
  document = addWire(document, { node: "rule", port: "b" }, { node: "agent", port: "start" });
  expect(changeConfig(document, "rule", { branches: [] }).wires).toEqual([]);
});

test("copies get names of their own, and a wrong value is refused by its field", () => {
  let document = addNode(
    emptyBlueprint("Drawn"),
    "ability",
    { x: 0, y: 0 },
    { id: "tool", ability: "table-find" },
  );
  document = pasteNodes(document, copyNodes(document, ["tool"]), { x: 10, y: 10 });
  const names = document.nodes.map(({ config }) => ("ability" in config ? config.name : ""));
  expect(names).toEqual(["table_find", "table_find_2"]);
  expect(() => changeConfig(document, "tool", { retries: 99 })).toThrow(/retries/);
  expect(nodeOf(document, "tool")?.position).toEqual({ x: 0, y: 0 });
});

function applyChanges(document: Blueprint, changes: Change[]): Blueprint {
  const result = structuredClone(document);
  for (const change of changes) {
    if (change.what === "setting") {
      for (const field of change.fields) setPath(result, field.path, field.after);
      continue;
    }
    const list: { id: string }[] = change.what === "node" ? result.nodes : result.wires;
    const index = list.findIndex((item) => item.id === change.id);
    if (change.kind === "added") list.push(change.fields[0]?.after as { id: string });
    else if (change.kind === "removed") list.splice(index, 1);
    else for (const field of change.fields) setPath(list[index], field.path, field.after);
  }
  return result;
}

function setPath(target: unknown, path: string, value: unknown): void {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let holder = target as Record<string, unknown>;
  for (const key of keys) holder = holder[key] as Record<string, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}
