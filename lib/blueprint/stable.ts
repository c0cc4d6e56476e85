import { stableJson } from "#lib/foundation/stable-json.ts";
import type { Blueprint } from "./schema.ts";

/** The document with nodes, wires and groups sorted by id, so that an edit far away moves no line here. */
export function stableDocument(document: Blueprint): Blueprint {
  const sorted = { ...document, nodes: document.nodes.toSorted(byId), wires: document.wires.toSorted(byId) };
  if (!document.frames) return sorted;
  const frames = document.frames.map((frame) => ({ ...frame, nodes: frame.nodes.toSorted() }));
  return { ...sorted, frames: frames.toSorted(byId) };
}

/** The text that export, `pull` and Git see: sorted keys, two spaces, a newline at the end. */
export function blueprintText(document: Blueprint): string {
  return `${stableJson(stableDocument(document), 2)}\n`;
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
