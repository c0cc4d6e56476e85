import type { NodeHue, Relation } from "#lib/nodes/define-node.ts";

/** The hue a wire and its ports wear: that of what the relation brings, so knowledge is teal wherever it is known. */
export const relationHue: Record<Relation, NodeHue> = {
  starts: "integration",
  pursues: "goal",
  knows: "knowledge",
  can: "ability",
  remembers: "knowledge",
  guards: "guard",
  delegates: "agent",
  measures: "people",
};

/** The CSS colour of a hue: as a line, as a tint, or as text. */
export function hueColor(hue: NodeHue, as: "line" | "soft" | "text" = "line"): string {
  return as === "line" ? `var(--role-${hue})` : `var(--role-${hue}-${as})`;
}
