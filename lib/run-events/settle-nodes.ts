import type { NodeProgress } from "./run-state.ts";

/** Nodes at the end of a run: none of them is at work any more. */
export function settleNodes(
  nodes: Record<string, NodeProgress>,
  status: "succeeded" | "failed" | "cancelled",
): Record<string, NodeProgress> {
  const ended = status === "failed" ? "failed" : "done";
  return Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [
      id,
      node.state === "active" ? { ...node, state: ended } : node,
    ]),
  );
}
