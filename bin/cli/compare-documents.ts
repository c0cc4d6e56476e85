import type { Blueprint } from "#lib/blueprint/schema.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";

type Part = { id: string; label: string; value: unknown };

/** What differs between two documents, one line a node, wire or setting: `+` added, `-` removed, `~` changed. */
export function compareDocuments(before: Blueprint, after: Blueprint): string[] {
  return [
    ...compareFields("document", headOf(before), headOf(after)),
    ...compareParts(nodesOf(before), nodesOf(after)),
    ...compareParts(wiresOf(before), wiresOf(after)),
  ];
}

function headOf({ name, description, settings }: Blueprint): unknown {
  return { name, description, settings };
}

function nodesOf(document: Blueprint): Part[] {
  return document.nodes.map(({ id, position: _position, ...value }) => ({ id, label: `node ${id}`, value }));
}

function wiresOf(document: Blueprint): Part[] {
  return document.wires.map(({ id, ...value }) => ({
    id,
    label: `wire ${value.from.node} to ${value.to.node}`,
    value,
  }));
}

function compareParts(before: Part[], after: Part[]): string[] {
  const old = new Map(before.map((part) => [part.id, part]));
  const kept = new Set(after.map((part) => part.id));
  const removed = before.filter((part) => !kept.has(part.id)).map((part) => `- ${part.label}`);
  const rest = after.flatMap((part) => {
    const was = old.get(part.id);
    return was ? compareFields(part.label, was.value, part.value) : [`+ ${part.label}`];
  });
  return [...removed, ...rest];
}

function compareFields(label: string, before: unknown, after: unknown): string[] {
  const [old, now] = [flatten(before), flatten(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changed = paths.filter((path) => old.get(path) !== now.get(path));
  return changed.map(
    (path) => `~ ${label}: ${path}: ${old.get(path) ?? "(none)"} → ${now.get(path) ?? "(none)"}`,
  );
}

function flatten(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    for (const [key, entry] of Object.entries(value)) flatten(entry, path ? `${path}.${key}` : key, into);
    return into;
  }
  if (value !== undefined) into.set(path, stableJson(value));
  return into;
}
