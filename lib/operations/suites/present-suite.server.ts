import "server-only";
import type { z } from "zod";
import type { Database } from "#db/client.server.ts";
import {
  findSuiteRun,
  latestSuiteRuns,
  listCounted,
  type StoredResult,
  type StoredSuiteRun,
} from "#db/queries/suite-runs.server.ts";
import { countCases, findSuite, type StoredCase, type StoredSuite } from "#db/queries/suites.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { suiteRunSchema, type suiteSchema } from "#lib/api/contracts/suites.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type CountedResult, summarizeResults } from "#lib/learning/summarize-results.ts";

/** A suite of the actor's workspace, or `not_found`; `lock` holds it until the transaction ends. */
export async function requireSuite(
  database: Database,
  actor: Actor,
  id: string,
  lock = false,
): Promise<StoredSuite> {
  const suite = await findSuite(database, actor.workspaceId, id, lock);
  if (!suite) throw new AppError("not_found", "There is no such suite in this workspace.");
  return suite;
}

/** A suite run of the actor's workspace, or `not_found`. */
export async function requireSuiteRun(database: Database, actor: Actor, id: string): Promise<StoredSuiteRun> {
  const run = await findSuiteRun(database, actor.workspaceId, id);
  if (!run) throw new AppError("not_found", "There is no such suite run in this workspace.");
  return run;
}

/** Suites as the API answers them, each with its latest run. */
export async function presentSuites(
  database: Database,
  workspaceId: string,
  suites: StoredSuite[],
): Promise<z.input<typeof suiteSchema>[]> {
  const ids = suites.map(({ id }) => id);
  const [counts, latest] = await Promise.all([
    countCases(database, workspaceId, ids),
    latestSuiteRuns(database, workspaceId, ids),
  ]);
  const runs = await presentSuiteRuns(database, workspaceId, latest);
  return suites.map((suite) => ({
    id: suite.id,
    blueprintId: suite.blueprintId,
    name: suite.name,
    description: suite.description,
    agentNodeId: suite.agentNodeId,
    writes: suiteRunSchema.shape.writes.parse(suite.writes),
    runOnPublish: suite.runOnPublish,
    caseCount: counts.get(suite.id) ?? 0,
    latest: runs.find((run) => run.suiteId === suite.id) ?? null,
    createdAt: suite.createdAt.toISOString(),
    updatedAt: suite.updatedAt.toISOString(),
  }));
}

/** Suite runs with their scores. */
export async function presentSuiteRuns(
  database: Database,
  workspaceId: string,
  runs: StoredSuiteRun[],
): Promise<z.input<typeof suiteRunSchema>[]> {
  const results = await listCounted(
    database,
    workspaceId,
    runs.map(({ id }) => id),
  );
  const byRun = Map.groupBy(results, ({ suiteRunId }) => suiteRunId);
  return runs.map((run) => presentSuiteRun(run, byRun.get(run.id) ?? []));
}

/** One suite run with its score. */
export function presentSuiteRun(
  run: StoredSuiteRun,
  results: CountedResult[],
): z.input<typeof suiteRunSchema> {
  const { id, suiteId, blueprintId, version, agentNodeId, startedBy, error } = run;
  const shape = suiteRunSchema.shape;
  return {
    id,
    suiteId,
    blueprintId,
    version,
    agentNodeId,
    startedBy,
    error,
    writes: shape.writes.parse(run.writes),
    cause: shape.cause.parse(run.cause),
    status: shape.status.parse(run.status),
    score: summarizeResults(results),
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

/** A case with its id, as the API answers it. */
export function presentCase(row: StoredCase) {
  return { id: row.id, ...row.content };
}

/** What counting needs of a result. */
export function countedOf({ status, content }: StoredResult): CountedResult {
  return { status, tags: content.tags, heldOut: content.heldOut };
}
