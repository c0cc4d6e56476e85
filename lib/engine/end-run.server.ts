import "server-only";
import type { Pool } from "pg";
import { finishRun, hasRunEnded, type RunEnd } from "#db/queries/run-work.server.ts";
import { whileDatabaseReturns } from "./database-retry.server.ts";
import { type JournalBatch, RunTakenOver } from "./run-journal.server.ts";

/** Stores the end of a run, once; throws {@link RunTakenOver} when it is another worker's to end. */
export async function endRun(
  pool: Pool,
  run: { id: string; workspaceId: string; blueprintId: string; workerId: string },
  batch: JournalBatch,
  end: RunEnd & { isFork?: boolean },
): Promise<void> {
  const isStored = await whileDatabaseReturns(() => finishRun(pool, run, batch, end));
  // A connection that broke after the commit makes the second attempt find the run ended: by this very worker.
  if (!isStored && !(await whileDatabaseReturns(() => hasRunEnded(pool, run.id))))
    throw new RunTakenOver(`Run ${run.id} was taken over by another worker.`);
}
