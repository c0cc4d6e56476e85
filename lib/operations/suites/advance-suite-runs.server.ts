import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { requestCancel } from "#db/queries/runs.server.ts";
import type { StoredResult } from "#db/queries/suite-runs.server.ts";
import {
  cancelResults,
  finishResult,
  finishSuiteRun,
  leaseResult,
  listSuiteWork,
  releaseResult,
  renewLease,
  type SuiteWork,
} from "#db/queries/suite-work.server.ts";
import { isPassingOutage } from "#lib/engine/database-retry.server.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { readCaseRun, startCaseRun } from "./run-case.server.ts";
import { scoreResult } from "./score-result.server.ts";

/** Cases of one workspace under way at once, so that its contacts do not wait behind its tests. */
const atOnce = 6;
const leaseSeconds = 15;
const renewEveryMs = 5_000;

/**
 * Moves every unfinished suite run on as far as it goes: starts cases, sends the next message of a conversation, scores
 * what has ended. All it knows is in the database and each case is leased, so any worker may call it at any time and
 * what a dead one left is taken up when its lease is over. Says whether there was anything to look after.
 */
export async function advanceSuiteRuns(): Promise<boolean> {
  const open = await listSuiteWork(database(), 100);
  await Promise.all(open.map(advance));
  return open.length > 0;
}

async function advance(work: SuiteWork): Promise<void> {
  if (work.cancelRequested) {
    for (const runId of await cancelResults(database(), work))
      await requestCancel(databasePool(), work.workspaceId, runId);
    await finishSuiteRun(database(), work, "cancelled");
    return;
  }
  const steps: Promise<void>[] = [];
  for (;;) {
    const result = await leaseResult(database(), work, atOnce, leaseSeconds);
    if (!result) break;
    steps.push(moveCase(work, result));
  }
  await Promise.all(steps);
  await finishSuiteRun(database(), work, "finished");
}

async function moveCase(work: SuiteWork, result: StoredResult): Promise<void> {
  // A judge may take its time; the lease is short so that the cases of a dead worker are soon taken up.
  const renewal = setInterval(() => {
    renewLease(database(), result, leaseSeconds).catch((caught: unknown) =>
      log().warn({ err: caught, caseId: result.caseId }, "the lease of a test case could not be renewed"),
    );
  }, renewEveryMs);
  try {
    const last = await readCaseRun(work, result);
    const isDone = last !== null && (last.status !== "succeeded" || isLastMessage(result));
    if (!isDone) {
      await startCaseRun(work, result, last !== null);
      await releaseResult(database(), result);
    } else if (last.status === "cancelled") {
      await finishResult(database(), result, { status: "cancelled", checks: [] });
    } else {
      await finishResult(database(), result, await scoreResult(work, result));
    }
  } catch (caught) {
    // A database that is away for a moment is no verdict: the lease ends and somebody tries again.
    if (isPassingOutage(caught)) return;
    const error = toAppError(caught);
    log().error({ err: caught, suiteRunId: work.id, caseId: result.caseId }, "a test case could not be run");
    await finishResult(database(), result, { status: "errored", checks: [], error: error.message });
  } finally {
    clearInterval(renewal);
  }
}

function isLastMessage({ runIds, content }: StoredResult): boolean {
  return runIds.length >= content.messages.length;
}
