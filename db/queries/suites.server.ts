import "server-only";
import { and, count, desc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { suiteCases, suites } from "#db/schema/suites.ts";
import { newId } from "#lib/foundation/ids.ts";
import { type SuiteCase, suiteCaseSchema } from "#lib/suites/suite-case.ts";

/** A suite as stored. */
export type StoredSuite = typeof suites.$inferSelect;

/** A case with its content parsed. */
export type StoredCase = Omit<typeof suiteCases.$inferSelect, "content"> & { content: SuiteCase };

/** What of a suite its author sets. */
export type SuiteFields = Pick<
  StoredSuite,
  "name" | "description" | "agentNodeId" | "writes" | "runOnPublish"
>;

const ofWorkspace = (workspaceId: string) => eq(suites.workspaceId, workspaceId);
const ofSuite = (workspaceId: string, suiteId: string) =>
  and(eq(suiteCases.workspaceId, workspaceId), eq(suiteCases.suiteId, suiteId));

/** Suites, newest first, one more than `limit` when there are more. */
export async function listSuites(
  database: Database,
  workspaceId: string,
  filter: { blueprintId?: string | undefined; agentNodeId?: string | undefined },
  page: { limit: number; cursor?: string | undefined },
): Promise<StoredSuite[]> {
  return await database
    .select()
    .from(suites)
    .where(
      and(
        ofWorkspace(workspaceId),
        sql`exists (select 1 from ${blueprints} b where b.id = ${suites.blueprintId} and b.deleted_at is null)`,
        filter.blueprintId === undefined ? undefined : eq(suites.blueprintId, filter.blueprintId),
        filter.agentNodeId === undefined ? undefined : eq(suites.agentNodeId, filter.agentNodeId),
        page.cursor ? lt(suites.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(suites.id))
    .limit(page.limit + 1);
}

/** One suite of the workspace; `lock` holds it until the transaction ends. */
export async function findSuite(
  database: Database,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<StoredSuite | undefined> {
  const query = database
    .select()
    .from(suites)
    .where(and(ofWorkspace(workspaceId), eq(suites.id, id)));
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

/** How many suites a blueprint has. */
export async function countSuites(
  database: Database,
  workspaceId: string,
  blueprintId: string,
): Promise<number> {
  const [row] = await database
    .select({ many: count() })
    .from(suites)
    .where(and(ofWorkspace(workspaceId), eq(suites.blueprintId, blueprintId)));
  return row?.many ?? 0;
}

/** Stores a suite without cases. */
export async function insertSuite(
  database: Database,
  workspaceId: string,
  suite: SuiteFields & { blueprintId: string },
): Promise<StoredSuite> {
  const [row] = await database
    .insert(suites)
    .values({ id: newId(), workspaceId, ...suite })
    .returning();
  if (!row) throw new Error("The suite was not stored.");
  return row;
}

/** Changes what is given. */
export async function updateSuite(
  database: Database,
  workspaceId: string,
  id: string,
  change: Partial<SuiteFields>,
): Promise<StoredSuite | undefined> {
  const [row] = await database
    .update(suites)
    .set({ ...change, updatedAt: new Date() })
    .where(and(ofWorkspace(workspaceId), eq(suites.id, id)))
    .returning();
  return row;
}

/** Removes a suite with its cases and its runs. */
export async function deleteSuite(database: Database, workspaceId: string, id: string): Promise<void> {
  await database.delete(suites).where(and(ofWorkspace(workspaceId), eq(suites.id, id)));
}

/** Cases in the order they were added; `after` is the last one already seen. */
export async function listCases(
  database: Database,
  workspaceId: string,
  suiteId: string,
  page: { limit: number; after?: string | undefined },
): Promise<StoredCase[]> {
  const rows = await database
    .select()
    .from(suiteCases)
    .where(and(ofSuite(workspaceId, suiteId), page.after ? gt(suiteCases.id, page.after) : undefined))
    .orderBy(suiteCases.id)
    .limit(page.limit);
  return rows.map(parsed);
}

/** One case, or undefined. */
export async function findCase(
  database: Database,
  workspaceId: string,
  suiteId: string,
  id: string,
): Promise<StoredCase | undefined> {
  const [row] = await database
    .select()
    .from(suiteCases)
    .where(and(ofSuite(workspaceId, suiteId), eq(suiteCases.id, id)));
  return row && parsed(row);
}

/** How many cases each of the suites has. */
export async function countCases(
  database: Database,
  workspaceId: string,
  suiteIds: string[],
): Promise<Map<string, number>> {
  if (suiteIds.length === 0) return new Map();
  const rows = await database
    .select({ suiteId: suiteCases.suiteId, many: count() })
    .from(suiteCases)
    .where(and(eq(suiteCases.workspaceId, workspaceId), inArray(suiteCases.suiteId, suiteIds)))
    .groupBy(suiteCases.suiteId);
  return new Map(rows.map((row) => [row.suiteId, row.many]));
}

/** Adds cases at the end, in the order given. */
export async function insertCases(
  database: Database,
  workspaceId: string,
  suiteId: string,
  contents: SuiteCase[],
): Promise<StoredCase[]> {
  if (contents.length === 0) return [];
  const rows = await database
    .insert(suiteCases)
    .values(contents.map((content) => ({ id: newId(), workspaceId, suiteId, content })))
    .returning();
  return rows.map(parsed).sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Replaces what a case says and expects. */
export async function replaceCase(
  database: Database,
  workspaceId: string,
  suiteId: string,
  id: string,
  content: SuiteCase,
): Promise<StoredCase | undefined> {
  const [row] = await database
    .update(suiteCases)
    .set({ content, updatedAt: sql`now()` })
    .where(and(ofSuite(workspaceId, suiteId), eq(suiteCases.id, id)))
    .returning();
  return row && parsed(row);
}

/** Removes a case; results of earlier suite runs keep their copy of it. */
export async function deleteCase(
  database: Database,
  workspaceId: string,
  suiteId: string,
  id: string,
): Promise<boolean> {
  const rows = await database
    .delete(suiteCases)
    .where(and(ofSuite(workspaceId, suiteId), eq(suiteCases.id, id)))
    .returning({ id: suiteCases.id });
  return rows.length > 0;
}

/** Removes every case of a suite. */
export async function clearCases(database: Database, workspaceId: string, suiteId: string): Promise<void> {
  await database.delete(suiteCases).where(ofSuite(workspaceId, suiteId));
}

function parsed(row: typeof suiteCases.$inferSelect): StoredCase {
  return { ...row, content: suiteCaseSchema.parse(row.content) };
}
