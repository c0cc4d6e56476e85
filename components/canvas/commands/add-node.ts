import type { AbilityKind } from "#lib/abilities/definitions.ts";
import { addNode, toolNames } from "#lib/blueprint/edits/add-node.ts";
import { autoConnect } from "#lib/blueprint/edits/auto-connect.ts";
import { numbered } from "#lib/blueprint/edits/fresh-names.ts";
import { addWire } from "#lib/blueprint/edits/wires.ts";
import { nodeOf, type WireEnd } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { NodeKind } from "#lib/nodes/definitions.ts";
import { freePlace } from "../place-node.ts";
import type { Designer } from "../store/designer.ts";
import { announce } from "./define-command.ts";

/** Adds a node of the palette, at a place or at a free one, wires it where that is plain, and selects it. */
export function placeNode(
  designer: Designer,
  item: { kind: NodeKind; ability?: AbilityKind; config?: Record<string, unknown>; nodeTitle?: string },
  at?: { x: number; y: number },
): string | null {
  const middle = designer.session.getState().view?.center() ?? { x: 0, y: 0 };
  let added: string | null = null;
  let wires = 0;
  designer.document.edit((document) => {
    const place = at ?? freePlace(document, item.kind, middle);
    const withNode = addNode(document, item.kind, place, {
      ...(item.ability ? { ability: item.ability } : {}),
      ...(item.config ? { config: ownName(document, item.config) } : {}),
      ...(item.nodeTitle ? { title: numbered(item.nodeTitle, titlesOf(document), " ") } : {}),
    });
    added = withNode.nodes.at(-1)?.id ?? null;
    const connected = added ? autoConnect(withNode, added) : withNode;
    wires = connected.wires.length - document.wires.length;
    return connected;
  });
  const id: string | null = added;
  const node = id && nodeOf(designer.document.getState().document, id);
  if (!id || !node) return null;
  designer.session.setState({ selectedNodes: [id], selectedWires: [], tab: "inspect" });
  const { title } = designer.words.faceOf(node);
  announce(designer, designer.words.t("said.added", { title, wires }));
  return id;
}

/** Draws a wire and says so. */
export function connectNodes(designer: Designer, from: WireEnd, to: WireEnd): void {
  designer.document.edit((document) => addWire(document, from, to));
  const { document } = designer.document.getState();
  const [source, target] = [nodeOf(document, from.node), nodeOf(document, to.node)];
  if (source && target) {
    const { t, faceOf } = designer.words;
    announce(designer, t("said.connected", { title: faceOf(source).title, other: faceOf(target).title }));
  }
}

function titlesOf(document: Blueprint): Set<string> {
  return new Set(document.nodes.map((node) => node.title));
}

// Two abilities of one agent may not share the name the model calls them by.
function ownName(document: Blueprint, config: Record<string, unknown>): Record<string, unknown> {
  const { ability, name } = config;
  if (ability === undefined || typeof name !== "string" || name === "") return config;
  return { ...config, name: numbered(name, toolNames(document), "_").slice(0, 64) };
}
