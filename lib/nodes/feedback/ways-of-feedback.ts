import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import type { NodeConfig } from "../definitions.ts";

/** What stands beside an answer for the contact to press. */
export type Thumbs = { question: string; comments: boolean };

/** The thumbs a blueprint asks for; null where its feedback comes otherwise. Without feedback nodes they stand plain. */
export function thumbsOf({ nodes }: Pick<Blueprint, "nodes">): Thumbs | null {
  const feedback = nodes.flatMap((node) => (node.kind === "feedback" ? [node.config] : []));
  if (feedback.length === 0) return { question: "", comments: true };
  const thumbs = feedback.find(({ by }) => by === "thumbs");
  return thumbs ? { question: thumbs.question, comments: thumbs.comments } : null;
}

/** The config of a node that other systems report outcomes to; null for every other node. */
export function outcomeHook(node: BlueprintNode): NodeConfig<"feedback"> | null {
  return node.kind === "feedback" && node.config.by === "webhook" ? node.config : null;
}
