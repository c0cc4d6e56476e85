import "server-only";
import { and, asc, count, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { runs } from "#db/schema/runs.ts";
import { whatIfRuns, whatIfs } from "#db/schema/what-ifs.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A what-if as stored, without the document it runs. */
export type StoredWhatIf = Omit<typeof whatIfs.$inferSelect, "document">;
/** One past run of a what-if, as stored. */
export type StoredWhatIfRun = typeof whatIfRuns.$inferSelect;

const columns = {
  id: whatIfs.id,
  workspaceId: whatIfs.workspaceId,
  blueprintId: whatIfs.blueprintId,
  name: whatIfs.name,
  against: whatIfs.against,
  changes: whatIfs.changes,
  status: whatIfs.status,
  startedBy: whatIfs.startedBy,
  cancelRequestedAt: whatIfs.cancelRequestedAt,
  createdAt: whatIfs.createdAt,
  finishedAt: whatIfs.finishedAt,
};

const one = (workspaceId: string, id: string) =>
  and(eq(whatIfs.workspaceId, workspaceId), eq(whatIfs.id, id));

/** The ended live runs of a blueprint that are no forks, newest first; `ids` narrows them to these. */
export async function listPastRuns(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  wanted: { ids?: string[] | undefined; version?: number | undefined; verdict?: string | undefined },
  limit: number,
): Promise<string[]> {
  const rows = await database
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.blueprintId, blueprintId),
        eq(runs.purpose, "live"),
        isNull(runs.forkOf),
        inArray(runs.status, ["succeeded", "failed"]),
        wanted.ids ? inArray(runs.id, wanted.ids) : undefined,
        wanted.version === undefined ? undefined : eq(runs.version, wanted.version),
        wanted.verdict === undefined ? undefined : sql`${runs.outcome}->>'verdict' = ${wanted.verdict}`,
      ),
    )
    .orderBy(desc(runs.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** How many what-ifs of a workspace have not ended. */
export async function countOpenWhatIfs(database: Database, workspaceId: string): Promise<number> {
  const [row] = await database
    .select({ many: count() })
    .from(whatIfs)
    .where(and(eq(whatIfs.workspaceId, workspaceId), eq(whatIfs.status, "running")));
  return row?.many ?? 0;
}

/** Stores a what-if with its past runs in the order given. */
export async function insertWhatIf(
  database: Database,
  workspaceId: string,
  whatIf: Pick<
    typeof whatIfs.$inferInsert,
    "blueprintId" | "name" | "against" | "document" | "changes" | "startedBy"
  >,
  parentIds: string[],
): Promise<string> {
  const id = newId();
  await database.insert(whatIfs).values({ id, workspaceId, ...whatIf, status: "running" });
  await database.insert(whatIfRuns).values(
    parentIds.map((parentId, position) => ({
      id: newId(),
      workspaceId,
      whatIfId: id,
      position,
      parentId,
      status: "pending",
    })),
  );
  return id;
}

/** One what-if of the workspace, or undefined. */
export async function findWhatIf(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<StoredWhatIf | undefined> {
  const [row] = await database.select(columns).from(whatIfs).where(one(workspaceId, id));
  return row;
}

/** What-ifs of a blueprint, newest first, one more than `limit` when there are more. */
export async function listWhatIfs(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<StoredWhatIf[]> {
  return await database
    .select(columns)
    .from(whatIfs)
    .where(
      and(
        eq(whatIfs.workspaceId, workspaceId),
        eq(whatIfs.blueprintId, blueprintId),
        page.cursor ? lt(whatIfs.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(whatIfs.id))
    .limit(page.limit + 1);
}

/** How many past runs each what-if has, and how many of them are done. */
export async function countWhatIfRuns(database: Database, workspaceId: string, ids: string[]) {
  if (ids.length === 0) return [];
  return await database
    .select({
      id: whatIfRuns.whatIfId,
      total: count(),
      done: sql<number>`count(*) FILTER (WHERE ${whatIfRuns.status} NOT IN ('pending', 'running'))::int`,
    })
    .from(whatIfRuns)
    .where(and(eq(whatIfRuns.workspaceId, workspaceId), inArray(whatIfRuns.whatIfId, ids)))
    .groupBy(whatIfRuns.whatIfId);
}

/** The past runs of a what-if, in order. */
export async function listWhatIfRuns(
  database: Database,
  workspaceId: string,
  whatIfId: string,
): Promise<StoredWhatIfRun[]> {
  return await database
    .select()
    .from(whatIfRuns)
    .where(and(eq(whatIfRuns.workspaceId, workspaceId), eq(whatIfRuns.whatIfId, whatIfId)))
    .orderBy(asc(whatIfRuns.position));
}

/** What the table of a what-if tells of runs, parents and forks alike. */
export async function readRunsOfWhatIf(database: Database, workspaceId: string, ids: string[]) {
  if (ids.length === 0) return [];
  return await database
    .select({
      id: runs.id,
      trigger: runs.trigger,
      status: runs.status,
      answer: runs.answer,
      outcome: runs.outcome,
      usage: runs.usage,
      fork: runs.fork,
      createdAt: runs.createdAt,
      startedAt: runs.startedAt,
      finishedAt: runs.finishedAt,
    })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), inArray(runs.id, ids)));
}

/** Notes that a what-if shall stop; false when it has ended. */
export async function requestWhatIfCancel(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await database
    .update(whatIfs)
    .set({ cancelRequestedAt: new Date() })
    .where(and(one(workspaceId, id), eq(whatIfs.status, "running")));
  return (rowCount ?? 0) > 0;
}
