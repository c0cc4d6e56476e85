import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { type Change, diffBlueprints } from "./diff.ts";
import { nodeOf } from "./graph.ts";
import type { Blueprint, BlueprintNode } from "./schema.ts";

/** What one step of the history did, in a few words: “Move 3 nodes”, “Edit Policy agent: instructions”. */
export function describeChange(before: Blueprint, after: Blueprint): string {
  const changes = diffBlueprints(before, after);
  const of = (what: Change["what"]) => changes.filter((change) => change.what === what);
  const titleOf = (id: string) => nameOf(nodeOf(after, id) ?? nodeOf(before, id), id);
  const [nodes, wires, frames, settings] = [of("node"), of("wire"), of("frame"), of("setting")];
  const told =
    changes.length === 0
      ? "No visible change"
      : (nodeWords(nodes, wires, after, titleOf) ??
        (nodes.length === 0
          ? (wireWords(wires, frames, settings, before, after, titleOf) ??
            frameWords(frames, wires, settings) ??
            settingWords(settings, wires, frames, after))
          : null));
  return told ?? `Change ${listWords(nodes.length, wires.length, frames.length, settings.length)}`;
}

type TitleOf = (id: string) => string;

// Wires and groups follow the nodes they hang on, so a change of nodes tells them too.
function nodeWords(
  nodes: readonly Change[],
  wires: readonly Change[],
  after: Blueprint,
  titleOf: TitleOf,
): string | null {
  const [first] = nodes;
  if (!first) return null;
  const kinds = new Set(nodes.map((change) => change.kind));
  if (kinds.size > 1) return null;
  const many = nodes.length === 1 ? titleOf(first.id) : `${nodes.length} nodes`;
  if (first.kind === "added") return `Add ${many}`;
  if (first.kind === "removed") return `Remove ${many}`;
  const fields = nodes.flatMap((change) => change.fields.map(({ path }) => path));
  if (fields.every((path) => path.startsWith("position"))) return `Move ${many}`;
  if (nodes.length > 1) return wires.length === 0 ? `Edit ${many}` : null;
  const node = nodeOf(after, first.id);
  if (fields.every((path) => path === "title") && node)
    return `Rename ${short(String(first.fields[0]?.before ?? ""))} to ${short(nameOf(node, first.id))}`;
  const names = [...new Set(fields.map((path) => fieldWords(node, path)))];
  const listed = names.length > 3 ? `${names.length} settings` : names.join(", ");
  return `Edit ${many}: ${listed}`;
}

function wireWords(
  wires: readonly Change[],
  frames: readonly Change[],
  settings: readonly Change[],
  before: Blueprint,
  after: Blueprint,
  titleOf: TitleOf,
): string | null {
  const [first] = wires;
  if (!first || frames.length > 0 || settings.length > 0) return null;
  const kinds = new Set(wires.map((change) => change.kind));
  if (kinds.size > 1) return null;
  const verb = { added: "Connect", removed: "Disconnect", changed: "Change the terms of" }[first.kind];
  const wire = [...after.wires, ...before.wires].find((each) => each.id === first.id);
  if (wires.length > 1 || !wire) return `${verb} ${count(wires.length, "wire")}`;
  const joint = { added: "with", removed: "from", changed: "and" }[first.kind];
  return `${verb} ${titleOf(wire.from.node)} ${joint} ${titleOf(wire.to.node)}`;
}

function frameWords(
  frames: readonly Change[],
  wires: readonly Change[],
  settings: readonly Change[],
): string | null {
  const [made] = frames.filter((change) => change.kind === "added");
  const [first] = frames;
  if (!first || wires.length > 0 || settings.length > 0) return null;
  // Nodes that leave a group for a new one change both; the new one is what was done.
  if (made) return `Group nodes as ${short(made.title)}`;
  if (frames.length > 1) return `Change ${count(frames.length, "group")}`;
  if (first.kind === "removed") return `Ungroup ${short(first.title)}`;
  const paths = first.fields.map(({ path }) => path);
  if (paths.every((path) => path === "title")) return `Rename a group to ${short(first.title)}`;
  if (paths.every((path) => path === "hue")) return `Recolour ${short(first.title)}`;
  return `Change the group ${short(first.title)}`;
}

function settingWords(
  settings: readonly Change[],
  wires: readonly Change[],
  frames: readonly Change[],
  after: Blueprint,
): string | null {
  const [first] = settings;
  if (!first || wires.length > 0 || frames.length > 0) return null;
  if (settings.length === 1 && first.id === "name") return `Rename the blueprint to ${short(after.name)}`;
  const names = new Set(settings.map(({ id }) => spaced(id.replace(/^settings\./, "").split(".")[0] ?? id)));
  return `Change settings: ${[...names].join(", ")}`;
}

function fieldWords(node: BlueprintNode | undefined, path: string): string {
  const [top = "", field = ""] = path.split(".");
  if (top !== "config") return top;
  // The one cast: a form is keyed by the fields of its own kind, and this one is looked up by what a diff names.
  const form = node ? (nodeDefinition(node.kind).form as Record<string, { label: string } | undefined>) : {};
  const label = form[field]?.label;
  return label ? label.charAt(0).toLowerCase() + label.slice(1) : spaced(field);
}

function nameOf(node: BlueprintNode | undefined, id: string): string {
  if (!node) return id;
  return short(node.title === "" ? nodeDefinition(node.kind).title : node.title);
}

function listWords(nodes: number, wires: number, frames: number, settings: number): string {
  const parts = [
    nodes > 0 && count(nodes, "node"),
    wires > 0 && count(wires, "wire"),
    frames > 0 && count(frames, "group"),
    settings > 0 && "settings",
  ].filter((part) => part !== false);
  const last = parts.pop();
  return parts.length === 0 ? String(last) : `${parts.join(", ")} and ${last}`;
}

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;
const spaced = (name: string) => name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
const short = (title: string) => (title.length > 40 ? `${title.slice(0, 39)}…` : title);
