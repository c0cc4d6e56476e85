import "server-only";
import { and, eq, notInArray } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { triggers } from "#db/schema/blueprints.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A trigger as publishing stores it; a token is kept for the node's whole life, so its address never changes. */
export type PublishedTrigger = {
  nodeId: string;
  kind: string;
  token: string | null;
  config: unknown;
  nextAt: Date | null;
};

/** Makes a blueprint's triggers equal to those given: new ones stored, known ones updated, the rest removed. */
export async function replaceTriggers(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  given: PublishedTrigger[],
): Promise<void> {
  const nodeIds = given.map((trigger) => trigger.nodeId);
  await database
    .delete(triggers)
    .where(
      and(
        eq(triggers.workspaceId, workspaceId),
        eq(triggers.blueprintId, blueprintId),
        nodeIds.length > 0 ? notInArray(triggers.nodeId, nodeIds) : undefined,
      ),
    );
  for (const { token, ...trigger } of given)
    await database
      .insert(triggers)
      .values({ id: newId(), workspaceId, blueprintId, token, ...trigger })
      .onConflictDoUpdate({
        target: [triggers.blueprintId, triggers.nodeId],
        set: {
          kind: trigger.kind,
          config: trigger.config,
          nextAt: trigger.nextAt,
          enabled: 1,
          lastError: null,
        },
      });
}
