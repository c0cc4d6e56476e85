import "server-only";
import { and, count, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#db/client.server.ts";
import { suiteResults, suiteRuns } from "#db/schema/suites.ts";
import { newId } from "#lib/foundation/ids.ts";
import { checkSchema, resultStatuses, type SuiteCase, suiteCaseSchema } from "#lib/suites/suite-case.ts";

/** A suite run without the draft it tests. */
export type StoredSuiteRun = Omit<typeof suiteRuns.$inferSelect, "document">;

const resultColumns = z.object({
  content: suiteCaseSchema,
  status: z.enum(resultStatuses),
  runIds: z.array(z.string()),
  checks: z.array(checkSchema),
  usage: z
    .object({ inputTokens: z.number(), outputTokens: z.number(), costUsd: z.number().nullable() })
    .nullable(),
});

/** A result with its JSON columns parsed. */
export type StoredResult = Omit<
  typeof suiteResults.$inferSelect,
  "content" | "status" | "runIds" | "checks" | "usage"
> &
  z.infer<typeof resultColumns>;

const columns = {
  id: suiteRuns.id,
  workspaceId: suiteRuns.workspaceId,
  suiteId: suiteRuns.suiteId,
  blueprintId: suiteRuns.blueprintId,
  version: suiteRuns.version,
  agentNodeId: suiteRuns.agentNodeId,
  writes: suiteRuns.writes,
  cause: suiteRuns.cause,
  startedBy: suiteRuns.startedBy,
  status: suiteRuns.status,
  error: suiteRuns.error,
  cancelRequestedAt: suiteRuns.cancelRequestedAt,
  createdAt: suiteRuns.createdAt,
  finishedAt: suiteRuns.finishedAt,
};

const ofRun = (workspaceId: string, id: string) =>
  and(eq(suiteRuns.workspaceId, workspaceId), eq(suiteRuns.id, id));

/** What a suite run is made of before it begins; `document` is the draft, null for a published version. */
export type NewSuiteRun = Pick<
  typeof suiteRuns.$inferInsert,
  "suiteId" | "blueprintId" | "version" | "agentNodeId" | "writes" | "cause" | "startedBy"
> & { document: unknown; error?: string };

/** Stores a suite run with a pending result for each case; with an `error` it has failed already. */
export async function insertSuiteRun(
  database: Database,
  workspaceId: string,
  run: NewSuiteRun,
  cases: { id: string; content: SuiteCase }[],
): Promise<string> {
  const id = newId();
  const failed = run.error !== undefined;
  await database.insert(suiteRuns).values({
    id,
    workspaceId,
    ...run,
    status: failed ? "failed" : "running",
    ...(failed ? { finishedAt: new Date() } : {}),
  });
  if (cases.length > 0)
    await database.insert(suiteResults).values(
      cases.map(({ id: caseId, content }) => ({
        id: newId(),
        workspaceId,
        suiteRunId: id,
        caseId,
        content,
        status: failed ? "cancelled" : "pending",
      })),
    );
  return id;
}

/** One suite run of the workspace, or undefined. */
export async function findSuiteRun(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<StoredSuiteRun | undefined> {
  const [row] = await database.select(columns).from(suiteRuns).where(ofRun(workspaceId, id));
  return row;
}

/** Runs of a suite, newest first, one more than `limit` when there are more. */
export async function listSuiteRuns(
  database: Database,
  workspaceId: string,
  suiteId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<StoredSuiteRun[]> {
  return await database
    .select(columns)
    .from(suiteRuns)
    .where(
      and(
        eq(suiteRuns.workspaceId, workspaceId),
        eq(suiteRuns.suiteId, suiteId),
        page.cursor ? lt(suiteRuns.id, page.cursor) : undefined,
      ),
    )
    .orderBy(desc(suiteRuns.id))
    .limit(page.limit + 1);
}

/** The newest run of each of the suites. */
export async function latestSuiteRuns(
  database: Database,
  workspaceId: string,
  suiteIds: string[],
): Promise<StoredSuiteRun[]> {
  if (suiteIds.length === 0) return [];
  return await database
    .selectDistinctOn([suiteRuns.suiteId], columns)
    .from(suiteRuns)
    .where(and(eq(suiteRuns.workspaceId, workspaceId), inArray(suiteRuns.suiteId, suiteIds)))
    .orderBy(suiteRuns.suiteId, desc(suiteRuns.id));
}

/** How many runs of a suite have not ended. */
export async function countUnfinished(
  database: Database,
  workspaceId: string,
  suiteId: string,
): Promise<number> {
  const [row] = await database
    .select({ many: count() })
    .from(suiteRuns)
    .where(
      and(
        eq(suiteRuns.workspaceId, workspaceId),
        eq(suiteRuns.suiteId, suiteId),
        eq(suiteRuns.status, "running"),
      ),
    );
  return row?.many ?? 0;
}

/** The results of suite runs in the order of their cases. */
export async function listResults(
  database: Database,
  workspaceId: string,
  suiteRunIds: string[],
): Promise<StoredResult[]> {
  if (suiteRunIds.length === 0) return [];
  const rows = await database
    .select()
    .from(suiteResults)
    .where(and(eq(suiteResults.workspaceId, workspaceId), inArray(suiteResults.suiteRunId, suiteRunIds)))
    .orderBy(suiteResults.id);
  return rows.map(parseResult);
}

const countedColumns = z.object({
  suiteRunId: z.string(),
  status: z.enum(resultStatuses),
  tags: z.array(z.string()),
  heldOut: z.boolean(),
});

/** What counting needs of the results of suite runs, without what their cases say. */
export async function listCounted(
  database: Database,
  workspaceId: string,
  suiteRunIds: string[],
): Promise<z.infer<typeof countedColumns>[]> {
  if (suiteRunIds.length === 0) return [];
  const rows = await database
    .select({
      suiteRunId: suiteResults.suiteRunId,
      status: suiteResults.status,
      tags: sql`${suiteResults.content}->'tags'`,
      heldOut: sql`${suiteResults.content}->'heldOut'`,
    })
    .from(suiteResults)
    .where(and(eq(suiteResults.workspaceId, workspaceId), inArray(suiteResults.suiteRunId, suiteRunIds)));
  return rows.map((row) => countedColumns.parse(row));
}

/** Asks for a suite run to be stopped; false when it had ended. */
export async function requestSuiteCancel(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<boolean> {
  const rows = await database
    .update(suiteRuns)
    .set({ cancelRequestedAt: sql`coalesce(${suiteRuns.cancelRequestedAt}, now())` })
    .where(and(ofRun(workspaceId, id), eq(suiteRuns.status, "running")))
    .returning({ id: suiteRuns.id });
  return rows.length > 0;
}

/** Parses a result's row. */
export function parseResult(row: typeof suiteResults.$inferSelect): StoredResult {
  return { ...row, ...resultColumns.parse(row) };
}
