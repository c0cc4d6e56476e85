import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { Designer } from "./designer.ts";

/** Keeps a result that stands in for an ability's call in this author's test runs. */
export function pinResult({ session }: Designer, nodeId: string, result: unknown): void {
  session.setState(({ pinned }) => ({ pinned: { ...pinned, [nodeId]: result } }));
}

/** Has the ability called again. */
export function unpinResult({ session }: Designer, nodeId: string): void {
  session.setState(({ pinned }) => {
    const { [nodeId]: _gone, ...rest } = pinned;
    return { pinned: rest };
  });
}

/** Opens the test chat for runs that begin at a node. */
export function runFromHere({ session }: Designer, nodeId: string): void {
  session.setState({ runFrom: nodeId, tab: "test", panelOpen: true });
}

/** The pinned results whose ability is still drawn: an undo may bring the others back. */
export function drawnPins(
  document: Blueprint,
  pinned: Readonly<Record<string, unknown>>,
): { id: string; title: string; result: unknown }[] {
  return Object.entries(pinned).flatMap(([id, result]) => {
    const node = nodeOf(document, id);
    return node && "ability" in node.config ? [{ id, title: node.title, result }] : [];
  });
}
