import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { experiments } from "#db/schema/experiments.ts";
import { newId } from "#lib/foundation/ids.ts";

/** An experiment as stored; `settings` are parsed by whoever knows the node's kind. */
export type StoredExperiment = typeof experiments.$inferSelect;

/** Experiments, newest first, one more than `limit` when there are more. */
export async function listExperiments(
  database: Database,
  workspaceId: string,
  filter: { blueprintId?: string | undefined; status?: string | undefined },
  page: { limit: number; cursor?: string | undefined },
): Promise<StoredExperiment[]> {
  return await database
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.workspaceId, workspaceId),
        sql`exists (select 1 from blueprints b where b.id = ${experiments.blueprintId} and b.deleted_at is null)`,
        filter.blueprintId === undefined ? undefined : eq(experiments.blueprintId, filter.blueprintId),
        filter.status === undefined ? undefined : eq(experiments.status, filter.status),
        page.cursor ? lt(experiments.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(experiments.id))
    .limit(page.limit + 1);
}

/** One experiment of the workspace; `lock` holds it until the transaction ends. */
export async function findExperiment(
  database: Database,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<StoredExperiment | undefined> {
  const query = database
    .select()
    .from(experiments)
    .where(and(eq(experiments.workspaceId, workspaceId), eq(experiments.id, id)));
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

/** The newest experiment of each node of a blueprint. */
export async function newestExperiments(
  database: Database,
  workspaceId: string,
  blueprintId: string,
): Promise<StoredExperiment[]> {
  return await database
    .selectDistinctOn([experiments.nodeId])
    .from(experiments)
    .where(and(eq(experiments.workspaceId, workspaceId), eq(experiments.blueprintId, blueprintId)))
    .orderBy(experiments.nodeId, desc(experiments.id));
}

/** Stores a new round and gives it back. */
export async function insertExperiment(
  database: Database,
  workspaceId: string,
  fields: Pick<StoredExperiment, "blueprintId" | "nodeId" | "title" | "status" | "settings" | "version">,
): Promise<StoredExperiment | undefined> {
  const startedAt = fields.status === "running" ? new Date() : null;
  const [row] = await database
    .insert(experiments)
    .values({ id: newId(), workspaceId, startedAt, ...fields })
    .returning();
  return row;
}

/** Changes an experiment and gives it back. */
export async function updateExperiment(
  database: Database,
  workspaceId: string,
  id: string,
  change: Partial<
    Pick<
      StoredExperiment,
      "status" | "settings" | "title" | "version" | "decision" | "problem" | "startedAt" | "endedAt"
    >
  >,
): Promise<StoredExperiment | undefined> {
  const [row] = await database
    .update(experiments)
    .set({ ...change, updatedAt: new Date() })
    .where(and(eq(experiments.workspaceId, workspaceId), eq(experiments.id, id)))
    .returning();
  return row;
}

/** Running experiments of every workspace whose winner is to be published by itself, but those that wait for another try. */
export async function listSelfDeciding(database: Database): Promise<StoredExperiment[]> {
  return await database
    .select()
    .from(experiments)
    .where(
      and(
        eq(experiments.status, "running"),
        sql`(${experiments.settings}->>'autoPromote')::boolean`,
        sql`coalesce((${experiments.problem}->>'againAt')::timestamptz <= now(), true)`,
      ),
    )
    .limit(200);
}
