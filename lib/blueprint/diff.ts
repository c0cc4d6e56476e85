import { stableJson } from "#lib/foundation/stable-json.ts";
import { type Frame, framesOf } from "./frames.ts";
import type { Blueprint } from "./schema.ts";

/** One field that differs; `path` is dotted, empty for the whole of something added or removed. */
export type FieldChange = { path: string; before: unknown; after: unknown };

/** One node, wire, group or setting that differs between two documents. */
export type Change = {
  kind: "added" | "removed" | "changed";
  what: "node" | "wire" | "frame" | "setting";
  id: string;
  title: string;
  fields: FieldChange[];
};

type Entry = { id: string };

/** What differs, matched by id: nodes first, then wires, then groups, then the document's own fields. The order of nodes means nothing. */
export function diffBlueprints(before: Blueprint, after: Blueprint): Change[] {
  const titles = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node.title]));
  const titleOf = (id: string) => titles.get(id) ?? id;
  return [
    ...changesById("node", before.nodes, after.nodes, (node) => node.title),
    ...changesById(
      "wire",
      before.wires,
      after.wires,
      (wire) => `${titleOf(wire.from.node)} → ${titleOf(wire.to.node)}`,
    ),
    ...changesById("frame", ordered(before), ordered(after), (frame) => frame.title),
    ...settingChanges(before, after),
  ];
}

// In which order a group names its nodes means as little as the order of the nodes.
function ordered(document: Blueprint): Frame[] {
  return framesOf(document).map((frame) => ({ ...frame, nodes: frame.nodes.toSorted() }));
}

function changesById<Item extends Entry>(
  what: Change["what"],
  before: Item[],
  after: Item[],
  title: (item: Item) => string,
): Change[] {
  const was = new Map(before.map((item) => [item.id, item]));
  const is = new Map(after.map((item) => [item.id, item]));
  const changes: Change[] = [];
  for (const [id, item] of is) {
    const earlier = was.get(id);
    // What is not touched is the same object in the next document; a history of large ones is told in no time.
    if (earlier === item) continue;
    const fields = earlier ? fieldChanges(earlier, item, "") : [{ path: "", before: null, after: item }];
    if (fields.length > 0)
      changes.push({ kind: earlier ? "changed" : "added", what, id, title: title(item), fields });
  }
  for (const [id, item] of was) {
    const fields = [{ path: "", before: item, after: null }];
    if (!is.has(id)) changes.push({ kind: "removed", what, id, title: title(item), fields });
  }
  return changes;
}

function settingChanges(before: Blueprint, after: Blueprint): Change[] {
  const own = ({ name, description, settings }: Blueprint) => ({ name, description, settings });
  return fieldChanges(own(before), own(after), "").map((field) => ({
    kind: "changed",
    what: "setting",
    id: field.path,
    title: field.path,
    fields: [field],
  }));
}

/** What differs between two values, field by field; `path` is where they stand. */
export function fieldChanges(before: unknown, after: unknown, path: string): FieldChange[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      fieldChanges(before[key], after[key], path === "" ? key : `${path}.${key}`),
    );
  }
  // Lists of one length are told entry by entry; where entries came or went, the whole list is clearer.
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((entry, index) => fieldChanges(entry, after[index], `${path}.${index}`));
  return isSame(before, after) ? [] : [{ path, before, after }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  return stableJson({ value: a }) === stableJson({ value: b });
}
