import { z } from "zod";
import type { NodeHue } from "#lib/nodes/define-node.ts";
import type { Issue } from "./issue.ts";
import type { Blueprint } from "./schema.ts";

const elementId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "An id has 1 to 64 letters, digits, _ or -.");

/** The hues a group may wear, in the order they are offered. */
export const frameHues = [
  "note",
  "goal",
  "people",
  "guard",
  "agent",
  "ability",
  "knowledge",
  "integration",
] as const satisfies readonly NodeHue[];

/** The most groups a document may hold. */
export const mostFrames = 200;

/** Nodes drawn together under a title. Groups do not overlap; in a run they mean nothing. */
export const frameSchema = z.strictObject({
  id: elementId,
  title: z.string().max(120),
  hue: z.enum(frameHues).default("note"),
  nodes: z.array(elementId).max(2000),
});

/** See {@link frameSchema}. */
export type Frame = z.output<typeof frameSchema>;

const none: readonly Frame[] = [];

/** The groups of a document, the same list as long as they are the same; documents without any carry no list. */
export function framesOf(document: Pick<Blueprint, "frames">): readonly Frame[] {
  return document.frames ?? none;
}

/** The group a node stands in. */
export function frameOfNode(document: Blueprint, nodeId: string): Frame | undefined {
  return framesOf(document).find((frame) => frame.nodes.includes(nodeId));
}

/** The group whose nodes are just these, whatever their order. */
export function frameOfNodes(document: Blueprint, nodeIds: readonly string[]): Frame | undefined {
  const chosen = new Set(nodeIds);
  if (chosen.size === 0) return undefined;
  const isGone = (id: string) => !document.nodes.some((node) => node.id === id);
  return framesOf(document).find((frame) => {
    const held = frame.nodes.filter((id) => chosen.has(id)).length;
    return held === chosen.size && frame.nodes.every((id) => chosen.has(id) || isGone(id));
  });
}

/**
 * The document with these groups, tidied: nodes that are gone are forgotten, a node stays in the first group that
 * names it, and a group left empty goes. Without any group the list goes too, so the document is as it was before.
 */
export function withFrames(document: Blueprint, frames: readonly Frame[]): Blueprint {
  const free = new Set(document.nodes.map((node) => node.id));
  const kept = frames.flatMap((frame): Frame[] => {
    const nodes = frame.nodes.filter((id) => free.delete(id));
    if (nodes.length === 0) return [];
    return [nodes.length === frame.nodes.length ? frame : { ...frame, nodes }];
  });
  const { frames: before, ...rest } = document;
  if (kept.length === 0) return before === undefined ? document : rest;
  const same = before?.length === kept.length && kept.every((frame, index) => frame === before[index]);
  return same ? document : { ...rest, frames: kept };
}

/** Groups that name nodes which are not there, or nodes of another group; publishing does not wait for it. */
export function frameIssues(document: Blueprint): Issue[] {
  const known = new Set(document.nodes.map((node) => node.id));
  const held = new Map<string, string>();
  return framesOf(document).flatMap((frame): Issue[] =>
    frame.nodes.flatMap((id): Issue[] => {
      const title = frame.title || frame.id;
      const other = held.get(id);
      held.set(id, other ?? title);
      if (!known.has(id))
        return [
          {
            severity: "warning",
            code: "frame-unknown-node",
            message: `The group “${title}” holds a node “${id}” that is not in the blueprint.`,
            fix: `Take “${id}” out of the group's list of nodes, or rename the group in the designer, which does the same.`,
          },
        ];
      if (other === undefined) return [];
      return [
        {
          severity: "warning",
          code: "frame-shared-node",
          node: id,
          message: `This node is in two groups, “${other}” and “${title}”; it is drawn in the first.`,
          fix: "Group it anew, or take it out of one of them.",
        },
      ];
    }),
  );
}
