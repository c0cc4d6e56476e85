import "server-only";
import { and, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { idempotencyKeys } from "#db/schema/secrets.ts";
import { newId } from "#lib/foundation/ids.ts";

/** Which request an Idempotency-Key belongs to. */
export type IdempotencyClaim = { key: string; route: string; requestHash: string };

/** Claims a key; returns the id of the new row, or undefined when the key is taken. */
export async function claimIdempotencyKey(database: Database, workspaceId: string, claim: IdempotencyClaim) {
  const [row] = await database
    .insert(idempotencyKeys)
    .values({ id: newId(), workspaceId, ...claim })
    .onConflictDoNothing()
    .returning({ id: idempotencyKeys.id });
  return row?.id;
}

/** The stored row of a key. */
export async function findIdempotencyKey(
  database: Database,
  workspaceId: string,
  route: string,
  key: string,
) {
  const [row] = await database
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspaceId),
        eq(idempotencyKeys.route, route),
        eq(idempotencyKeys.key, key),
      ),
    );
  return row;
}

/** Stores the answer that later requests with the key receive. */
export async function storeIdempotentAnswer(
  database: Database,
  workspaceId: string,
  id: string,
  answer: { status: number; response: unknown },
): Promise<void> {
  await database
    .update(idempotencyKeys)
    .set(answer)
    .where(and(eq(idempotencyKeys.workspaceId, workspaceId), eq(idempotencyKeys.id, id)));
}

/** Frees a key whose request failed, so that it may be tried again. */
export async function releaseIdempotencyKey(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<void> {
  await database
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.workspaceId, workspaceId), eq(idempotencyKeys.id, id)));
}

/** Frees keys never answered since the moment: their process died. */
export async function releaseAbandonedKey(database: Database, workspaceId: string, id: string, before: Date) {
  await database
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspaceId),
        eq(idempotencyKeys.id, id),
        isNull(idempotencyKeys.status),
        lt(idempotencyKeys.createdAt, before),
      ),
    );
}
