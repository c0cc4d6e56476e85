import type { SessionState } from "./session-store.ts";

/** The node whose dependencies are lit: while Shift is held the one under the pointer, else the one selected. */
export function tracedNode({ tracing, hoveredNode, selectedNodes }: SessionState): string | null {
  if (tracing === "off") return null;
  if (tracing === "held" && hoveredNode !== null) return hoveredNode;
  const [only, second] = selectedNodes;
  return second === undefined ? (only ?? null) : null;
}
