import { nodesOfKind } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** The agent of a document by its id, or `not_found`. */
export function requireAgent(document: Blueprint, nodeId: string) {
  const agent = nodesOfKind(document, "agent").find(({ id }) => id === nodeId);
  if (!agent) throw new AppError("not_found", "There is no such agent in this blueprint.");
  return agent;
}
