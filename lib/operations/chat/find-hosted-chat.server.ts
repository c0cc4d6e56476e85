import "server-only";
import { databasePool } from "#db/client.server.ts";
import { findStartable } from "#db/queries/run-start.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { hostedChat } from "#lib/nodes/chat/hosted-chat.ts";
import type { NodeConfig } from "#lib/nodes/definitions.ts";
import { type Thumbs, thumbsOf } from "#lib/nodes/feedback/ways-of-feedback.ts";

/** A published blueprint that anybody with the link may write to. */
export type HostedChat = {
  blueprintId: string;
  name: string;
  nodeId: string;
  config: NodeConfig<"chat">;
  /** What stands under an answer; null where the feedback nodes ask for no thumbs. */
  thumbs: Thumbs | null;
  actor: Actor;
};

/** The hosted chat at an address; whatever is unpublished, switched off or unknown is equally not there. */
export async function findHostedChat(slug: string): Promise<HostedChat> {
  const found = await findStartable(databasePool(), null, slug, "live", true);
  const parsed = blueprintSchema.safeParse(found?.document);
  if (found && found.liveVersion !== null && parsed.success)
    for (const node of parsed.data.nodes) {
      const config = hostedChat(node);
      if (!config) continue;
      const { blueprintId, name, workspaceId } = found;
      const actor: Actor = {
        kind: "contact",
        id: "contact",
        name: "Contact of the hosted chat",
        workspaceId,
        role: "viewer",
      };
      return { blueprintId, name, nodeId: node.id, config, thumbs: thumbsOf(parsed.data), actor };
    }
  throw new AppError("not_found", "There is no chat at this address.");
}
