import "server-only";
import { randomBytes } from "node:crypto";
import type { PublishedTrigger } from "#db/queries/published-triggers.server.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import { nextCronTime } from "#lib/foundation/cron.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { outcomeHook } from "#lib/nodes/feedback/ways-of-feedback.ts";

/**
 * The trigger rows a document asks for. What a trigger needs is read from its config: one with a cron expression
 * has a next time, one with a signing secret has an address; one with neither is started by the run routes. A node that
 * outcomes are reported to has an address as well, and starts nothing.
 */
export function publishedTriggers(document: Blueprint, now: Date): PublishedTrigger[] {
  return document.nodes
    .filter((node) => nodeDefinition(node.kind).role === "trigger" || outcomeHook(node) !== null)
    .flatMap((node) => triggerOf(node, now));
}

function triggerOf({ id, kind, config }: BlueprintNode, now: Date): PublishedTrigger[] {
  const row = { nodeId: id, kind, config };
  if ("cron" in config)
    return [{ ...row, token: null, nextAt: nextCronTime(config.cron, config.timezone, now) }];
  if ("secret" in config) return [{ ...row, token: randomBytes(32).toString("base64url"), nextAt: null }];
  return [];
}
