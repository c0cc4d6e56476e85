import { type Frame, framesOf, withFrames } from "../frames.ts";
import { portsOf } from "../graph.ts";
import type { Blueprint, BlueprintNode } from "../schema.ts";
import { parseConfig } from "./add-node.ts";

/** One place where a text stands; `path` is `title`, or the path into the config, dotted. */
export type FoundText = { in: "node" | "frame"; id: string; path: string; value: string; count: number };

// What these fields say is a name of something else: to write over it would point elsewhere, or nowhere.
const names = new Set(["id", "kind", "ability", "dataset", "table", "secret", "model", "port", "slug"]);

type Place = { path: (string | number)[]; value: string };

/** Every place where the text stands, in the order of the document; an empty text stands nowhere. */
export function findText(document: Blueprint, text: string, matchCase: boolean): FoundText[] {
  if (text === "") return [];
  const found = (holder: FoundText["in"], id: string, path: string, value: string): FoundText[] => {
    const count = countIn(value, text, matchCase);
    return count === 0 ? [] : [{ in: holder, id, path, value, count }];
  };
  return [
    ...document.nodes.flatMap((node) =>
      placesOf(node).flatMap(({ path, value }) => found("node", node.id, path.join("."), value)),
    ),
    ...framesOf(document).flatMap((frame) => found("frame", frame.id, "title", frame.title)),
  ];
}

/**
 * Writes another text where one stands, everywhere or in the one place named. Places whose node would no longer be
 * valid, or would lose a port, are left as they are; `left` says how many those are.
 */
export function replaceText(
  document: Blueprint,
  wanted: { text: string; by: string; matchCase: boolean; only?: Pick<FoundText, "in" | "id" | "path"> },
): { document: Blueprint; replaced: number; left: number } {
  let replaced = 0;
  let left = 0;
  if (wanted.text === "") return { document, replaced, left };
  const pattern = patternOf(wanted.text, wanted.matchCase);
  const nodes = document.nodes.map((node): BlueprintNode => {
    let current = node;
    for (const { path, value } of placesOf(node)) {
      const place = path.join(".");
      if (wanted.only && !isPlace(wanted.only, "node", node.id, place)) continue;
      const count = countIn(value, wanted.text, wanted.matchCase);
      if (count === 0) continue;
      const next = withText(
        current,
        path,
        value.replace(pattern, () => wanted.by),
      );
      if (next) current = next;
      if (next) replaced += count;
      else left += count;
    }
    return current;
  });
  const frames = framesOf(document).map((frame): Frame => {
    if (wanted.only && !isPlace(wanted.only, "frame", frame.id, "title")) return frame;
    const count = countIn(frame.title, wanted.text, wanted.matchCase);
    if (count === 0) return frame;
    const title = frame.title.replace(pattern, () => wanted.by);
    const fits = title.length <= 120;
    if (fits) replaced += count;
    else left += count;
    return fits ? { ...frame, title } : frame;
  });
  return {
    document: replaced === 0 ? document : withFrames({ ...document, nodes }, frames),
    replaced,
    left,
  };
}

function isPlace(only: Pick<FoundText, "in" | "id" | "path">, ...place: [string, string, string]): boolean {
  return only.in === place[0] && only.id === place[1] && only.path === place[2];
}

function withText(node: BlueprintNode, path: Place["path"], text: string): BlueprintNode | null {
  try {
    if (path.length === 1 && path[0] === "title") return text.length > 200 ? null : { ...node, title: text };
    const config = parseConfig(node.kind, setAt(node.config, path, text) as Record<string, unknown>);
    // The one cast: `config` was parsed by the schema of this node's kind.
    const next = { ...node, config } as BlueprintNode;
    const ports = new Set(portsOf(next).map(({ id }) => id));
    return portsOf(node).every(({ id }) => ports.has(id)) ? next : null;
  } catch {
    return null;
  }
}

function placesOf(node: BlueprintNode): Place[] {
  return [{ path: ["title"], value: node.title }, ...textsIn(node.config, [])];
}

function textsIn(value: unknown, path: Place["path"]): Place[] {
  if (typeof value === "string") return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((entry, index) => textsIn(entry, [...path, index]));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    names.has(key) ? [] : textsIn(entry, [...path, key]),
  );
}

function setAt(value: unknown, [first, ...rest]: Place["path"], text: string): unknown {
  if (first === undefined) return text;
  if (Array.isArray(value))
    return value.map((entry, index) => (index === first ? setAt(entry, rest, text) : entry));
  const record = value as Record<string, unknown>;
  return { ...record, [first]: setAt(record[first], rest, text) };
}

function patternOf(text: string, matchCase: boolean): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), matchCase ? "gu" : "giu");
}

function countIn(value: string, text: string, matchCase: boolean): number {
  return value.match(patternOf(text, matchCase))?.length ?? 0;
}
