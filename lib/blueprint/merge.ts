import { stableJson } from "#lib/foundation/stable-json.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { type Frame, framesOf, withFrames } from "./frames.ts";
import type { Blueprint, BlueprintNode, Wire } from "./schema.ts";

/** Whose value counts where two people changed the same thing. */
export type MergeSide = "mine" | "theirs";

/** One place both sides changed differently; a value is undefined where that side has it no more. */
export type MergeConflict = {
  /** Names the place in {@link mergeBlueprints}' choices. */
  key: string;
  what: "node" | "wire" | "frame" | "setting";
  id: string;
  title: string;
  /** The field below the node, dotted; empty for the whole of it. */
  path: string;
  mine: unknown;
  theirs: unknown;
};

/** What both sides did, in one document; open conflicts stand in it as mine. */
export type Merge = { document: Blueprint; conflicts: MergeConflict[] };

type Choices = Readonly<Record<string, MergeSide>>;
type Fork = { base: unknown; mine: unknown; theirs: unknown };
type Found = { key: string; mine: unknown; theirs: unknown };
type Keyed = Map<string, { id: string }>;

const separator = "\u0000";

/**
 * Joins two documents that grew out of the same one, node by node and field by field. Lists are one value:
 * half of one person's order with half of another's is nobody's. Where both moved a node, mine stands.
 */
export function mergeBlueprints(
  base: Blueprint,
  mine: Blueprint,
  theirs: Blueprint,
  choices: Choices = {},
): Merge {
  const found: Found[] = [];
  const { nodes: _b, wires: _bw, frames: _bf, ...baseRest } = base;
  const { nodes: _m, wires: _mw, frames: _mf, ...mineRest } = mine;
  const { nodes: _t, wires: _tw, frames: _tf, ...theirsRest } = theirs;
  const rest = mergeValue({ base: baseRest, mine: mineRest, theirs: theirsRest }, "setting", choices, found);
  const nodes = mergeNodes({ base, mine, theirs }, choices, found);
  const wires = mergeWires({ base, mine, theirs }, nodes, choices, found);
  // The one cast: every part comes whole out of one of three parsed documents, nodes are parsed again below.
  const joined = { ...(rest as object), nodes, wires } as unknown as Blueprint;
  const document = withFrames(joined, mergeFrames({ base, mine, theirs }, choices, found));
  return { document, conflicts: found.map((one) => describe(one, base, mine, theirs)) };
}

function mergeNodes(
  { base, mine, theirs }: { base: Blueprint; mine: Blueprint; theirs: Blueprint },
  choices: Choices,
  found: Found[],
): BlueprintNode[] {
  const [b, m, t] = [byId(base.nodes), byId(mine.nodes), byId(theirs.nodes)];
  const wiredByMe = newlyWired(base, mine);
  const wiredByThem = newlyWired(base, theirs);
  return [...idsOf(t, m)].flatMap((id): BlueprintNode[] => {
    const fork = { base: b.get(id), mine: m.get(id), theirs: t.get(id) };
    const key = `node${separator}${id}`;
    const gone = fork.base !== undefined && (fork.mine === undefined || fork.theirs === undefined);
    // A node one side removed while the other wired something to it is wanted by that side.
    const wanted = gone && (fork.mine === undefined ? wiredByThem : wiredByMe).has(id);
    const value = wanted
      ? choose(fork, key, choices, found)
      : mergeNode(fork as Fork & { base?: BlueprintNode }, key, choices, found);
    return value === undefined ? [] : [value as BlueprintNode];
  });
}

function mergeNode(fork: Fork, key: string, choices: Choices, found: Found[]): unknown {
  const own: Found[] = [];
  const merged = mergeValue(fork, key, choices, own);
  const isMixed = merged !== fork.mine && merged !== fork.theirs && isRecord(merged);
  // Fields that fit alone may not fit together: then the node is one question.
  if (isMixed && !parses(merged as BlueprintNode)) return choose(fork, key, choices, found);
  found.push(...own);
  return merged;
}

function mergeWires(
  { base, mine, theirs }: { base: Blueprint; mine: Blueprint; theirs: Blueprint },
  nodes: BlueprintNode[],
  choices: Choices,
  found: Found[],
): Wire[] {
  const [b, m, t] = [byId(base.wires), byId(mine.wires), byId(theirs.wires)];
  const stands = new Set(nodes.map((node) => node.id));
  const [inMine, inTheirs] = [byId(mine.nodes), byId(theirs.nodes)];
  const ends = new Set<string>();
  return [...idsOf(t, m)].flatMap((id): Wire[] => {
    const fork = { base: b.get(id), mine: m.get(id), theirs: t.get(id) };
    // A wire that went only because its node went comes back with the node.
    const went = (side: Wire | undefined, has: Keyed) =>
      side === undefined &&
      fork.base !== undefined &&
      [fork.base.from.node, fork.base.to.node].some((node) => !has.has(node) && stands.has(node));
    let wire: Wire | undefined;
    if (went(fork.mine, inMine)) wire = fork.theirs;
    else if (went(fork.theirs, inTheirs)) wire = fork.mine;
    else if (isSame(fork.mine, fork.base)) wire = fork.theirs;
    else if (isSame(fork.theirs, fork.base) || isSame(fork.mine, fork.theirs)) wire = fork.mine;
    else wire = choose(fork, `wire${separator}${id}`, choices, found) as Wire | undefined;
    if (!wire || !stands.has(wire.from.node) || !stands.has(wire.to.node)) return [];
    // Both may have drawn the same wire, each under an id of its own.
    const drawn = stableJson([wire.from, wire.to]);
    if (ends.has(drawn)) return [];
    ends.add(drawn);
    return [wire];
  });
}

// Which nodes a group holds is joined like a set: what either side put in is in, what either took out is out.
function mergeFrames(
  { base, mine, theirs }: { base: Blueprint; mine: Blueprint; theirs: Blueprint },
  choices: Choices,
  found: Found[],
): Frame[] {
  const [b, m, t] = [base, mine, theirs].map((document) => byId(framesOf(document)));
  if (!b || !m || !t) return [];
  return [...idsOf(t, m)].flatMap((id): Frame[] => {
    const fork = { base: b.get(id), mine: m.get(id), theirs: t.get(id) };
    const left = fork.mine ?? fork.theirs;
    // Taken away on one side: its nodes stay, so nothing is lost with it.
    if (!left || (fork.base && !(fork.mine && fork.theirs))) return [];
    const held = (frame: Frame | undefined) => frame?.nodes ?? [];
    const nodes = [...new Set([...held(fork.mine), ...held(fork.theirs)])].filter(
      (node) =>
        !held(fork.base).includes(node) ||
        (held(fork.mine).includes(node) && held(fork.theirs).includes(node)),
    );
    const look = ({ title, hue }: Frame = left) => ({ title, hue });
    const sides = { base: look(fork.base), mine: look(fork.mine), theirs: look(fork.theirs) };
    const merged = mergeValue(
      fork.mine && fork.theirs ? sides : { ...sides, mine: look(left), theirs: look(left) },
      `frame${separator}${id}`,
      choices,
      found,
    );
    return [{ id, nodes, ...(merged as ReturnType<typeof look>) }];
  });
}

function mergeValue(fork: Fork, key: string, choices: Choices, found: Found[]): unknown {
  const { base, mine, theirs } = fork;
  if (isSame(mine, theirs) || isSame(theirs, base)) return mine;
  if (isSame(mine, base)) return theirs;
  if (key.endsWith(`${separator}position`)) return mine;
  if (!isRecord(mine) || !isRecord(theirs)) return choose(fork, key, choices, found);
  const before = isRecord(base) ? base : {};
  const merged: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const inner = { base: before[name], mine: mine[name], theirs: theirs[name] };
    const value = mergeValue(inner, `${key}${separator}${name}`, choices, found);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

function choose({ mine, theirs }: Fork, key: string, choices: Choices, found: Found[]): unknown {
  found.push({ key, mine, theirs });
  return choices[key] === "theirs" ? theirs : mine;
}

function describe(one: Found, ...documents: Blueprint[]): MergeConflict {
  const [what = "", ...rest] = one.key.split(separator);
  if (what === "setting") {
    const path = rest.join(".");
    return { ...one, what, id: path, title: path, path: "" };
  }
  const [id = "", ...path] = rest;
  const titleOf = (node: string) =>
    documents.flatMap((document) => document.nodes).find((each) => each.id === node)?.title || node;
  const frame = documents.flatMap(framesOf).find((each) => each.id === id);
  if (what === "frame") return { ...one, what, id, title: frame?.title || id, path: path.join(".") };
  const wire = documents.flatMap((document) => document.wires).find((each) => each.id === id);
  if (what === "wire" && wire) {
    const title = `${titleOf(wire.from.node)} → ${titleOf(wire.to.node)}`;
    return { ...one, what, id, title, path: path.join(".") };
  }
  return { ...one, what: "node", id, title: titleOf(id), path: path.join(".") };
}

function newlyWired(base: Blueprint, side: Blueprint): Set<string> {
  const known = byId(base.wires);
  const fresh = side.wires.filter((wire) => !known.has(wire.id));
  return new Set(fresh.flatMap((wire) => [wire.from.node, wire.to.node]));
}

function byId<Item extends { id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function idsOf(...maps: Keyed[]): Set<string> {
  return new Set(maps.flatMap((map) => [...map.keys()]));
}

function parses(node: BlueprintNode): boolean {
  return nodeDefinition(node.kind).config.safeParse(node.config).success;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || stableJson({ value: a }) === stableJson({ value: b });
}
