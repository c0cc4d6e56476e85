import "server-only";
import { database } from "#db/client.server.ts";
import { listMembers as queryMembers } from "#db/queries/workspaces.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { presentMember } from "./present-member.server.ts";

/** Everybody in the actor's workspace, oldest first. */
export async function listMembers(actor: Actor) {
  authorize(actor, "read");
  const rows = await queryMembers(database(), actor.workspaceId);
  return { items: rows.map(presentMember) };
}
