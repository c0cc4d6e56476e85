import "server-only";
import type { Pool } from "pg";
import { type RunToWork, readRunToWork } from "#db/queries/run-work.server.ts";
import { forkSchema } from "#lib/api/contracts/runs.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { stepsBefore } from "./fork-engine.ts";
import { replayRun, type StoredStep } from "./replay-run.ts";
import { documentOf, inputOf } from "./run-input.server.ts";
import { readStoredSteps } from "./stored-steps.server.ts";

/** How a fork stands to its parent: whose past it has, which steps it takes over, and whether it only simulates. */
export type Fork = { parentId: string; conversationId: string; simulates: boolean; taken: StoredStep[] };

/** True where writes are only simulated: in most forks, and in most evaluations. */
export function simulates(run: Pick<RunToWork, "forkOf" | "fork" | "trigger">): boolean {
  if (run.trigger.simulate) return true;
  return run.forkOf !== null && forkSchema.parse(run.fork).effects === "simulate";
}

/** The fork a run is; undefined for an ordinary run. */
export async function forkOf(pool: Pool, run: RunToWork): Promise<Fork | undefined> {
  if (run.forkOf === null) return undefined;
  const { point } = forkSchema.parse(run.fork);
  return {
    parentId: run.forkOf,
    conversationId: run.parentConversationId ?? run.conversationId,
    simulates: simulates(run),
    taken: point ? stepsBefore(await orderedSteps(pool, run.forkOf), point) : [],
  };
}

/** The steps of a finished run in the order in which it took them, found by replaying it. */
export async function orderedSteps(pool: Pool, runId: string): Promise<StoredStep[]> {
  const run = await readRunToWork(pool, runId);
  if (!run) return [];
  const input = inputOf(run, await documentOf(pool, run));
  const { taken } = await replayRun(input, await readStoredSteps(runId), [], nodeExecutor, simulates(run));
  return taken;
}
