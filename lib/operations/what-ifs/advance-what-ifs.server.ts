import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { readRunToWork } from "#db/queries/run-work.server.ts";
import { insertRun, requestCancel } from "#db/queries/runs.server.ts";
import {
  cancelWhatIfRuns,
  finishWhatIf,
  leaseWhatIfRun,
  listWhatIfWork,
  readWhatIfDocument,
  refuseWhatIfRun,
  settleWhatIfRuns,
  type WhatIfWork,
} from "#db/queries/what-if-work.server.ts";
import type { StoredWhatIfRun } from "#db/queries/what-ifs.server.ts";
import { forkWishSchema } from "#lib/api/contracts/explanations.ts";
import { readBlueprint } from "#lib/blueprint/upgrade.ts";
import { isPassingOutage } from "#lib/engine/database-retry.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { log } from "#lib/foundation/log.server.ts";
import { firstOfFork, prepareFork } from "../runs/prepare-fork.server.ts";

/** Forks of one workspace under way at once, so that its contacts do not wait behind its trials. */
const atOnce = 4;
const leaseSeconds = 30;

/**
 * Moves every unfinished what-if on: forks the next past runs, and ends it when all have ended. All it knows is in the
 * database, so any worker may call it at any time. Says whether there was anything to look after.
 */
export async function advanceWhatIfs(): Promise<boolean> {
  const open = await listWhatIfWork(database(), 100);
  await Promise.all(open.map(advance));
  return open.length > 0;
}

async function advance(work: WhatIfWork): Promise<void> {
  if (work.cancelRequested) {
    for (const forkId of await cancelWhatIfRuns(database(), work))
      await requestCancel(databasePool(), work.workspaceId, forkId);
    return await finishWhatIf(database(), work, "cancelled");
  }
  await settleWhatIfRuns(database(), work);
  for (;;) {
    const row = await leaseWhatIfRun(database(), work, atOnce, leaseSeconds);
    if (!row) break;
    await forkPastRun(work, row);
  }
  await finishWhatIf(database(), work, "finished");
}

async function forkPastRun(work: WhatIfWork, row: StoredWhatIfRun & { forkId: string }): Promise<void> {
  try {
    const parent = await readRunToWork(databasePool(), row.parentId);
    if (!parent || parent.workspaceId !== work.workspaceId)
      throw new AppError("not_found", "This run is gone.");
    const wish = forkWishSchema.parse({ changes: work.changes, effects: "simulate" });
    const base = work.hasDocument
      ? readBlueprint(await readWhatIfDocument(database(), work.workspaceId, work.id))
      : undefined;
    const fork = await prepareFork(parent, wish, work.startedBy, base);
    const { point: _point, ...run } = fork;
    const first = firstOfFork(fork);
    await insertRun(databasePool(), {
      ...run,
      id: row.forkId,
      conversationId: newId(),
      // Like the run of a test case it counts in nobody's figures.
      purpose: "evaluation",
      first,
    });
  } catch (caught) {
    // A database that is away for a moment is no verdict: the lease ends and somebody tries again.
    if (isPassingOutage(caught)) return;
    const { code, message } = toAppError(caught);
    if (code === "internal")
      log().error({ err: caught, whatIfId: work.id }, "a past run could not be forked");
    await refuseWhatIfRun(database(), row, message);
  }
}
