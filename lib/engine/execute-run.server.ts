import "server-only";
import type { Pool } from "pg";
import { database, databasePool } from "#db/client.server.ts";
import { lastEventNumber, type RunToWork, takeOverRun } from "#db/queries/run-work.server.ts";
import { workspaceEgress } from "#lib/access/workspace-models.server.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { runBlueprint } from "#lib/runtime/run-blueprint.ts";
import { isPassingOutage, whileDatabaseReturns } from "./database-retry.server.ts";
import { endRun } from "./end-run.server.ts";
import type { DurableEngine } from "./engine.ts";
import { forkOf, simulates } from "./fork-of.server.ts";
import { createRunHost } from "./run-host.server.ts";
import { documentOf, inputOf } from "./run-input.server.ts";
import { RunTakenOver, type StepResult } from "./run-journal.server.ts";

const letGoAfterMs = 10_000;

/**
 * Executes one run to its end. `claimed` is the run just taken from the queue; without it the run was begun before, is
 * taken from whichever worker had it, and goes on after its last stored step. Whatever goes wrong, the run ends in a
 * terminal state.
 */
export async function executeRun(
  runId: string,
  claimed: RunToWork | undefined,
  waits: Pick<DurableEngine, "waitFor" | "pause">,
  workerId: string,
  signal: AbortSignal,
): Promise<void> {
  const pool = databasePool();
  const run = claimed
    ? { ...claimed, steps: [], logged: [] }
    : await whileDatabaseReturns(() => takeOverRun(pool, workerId, runId));
  if (!run) return;
  try {
    const settings = workspaceSettingsSchema.parse(run.settings);
    const input = inputOf(run, await documentOf(pool, run));
    const fork = await forkOf(pool, run);
    const host = createRunHost({
      waits,
      ...(fork ? { fork } : {}),
      stored: new Map(run.steps.map((step) => [step.name, step.result as StepResult])),
      logged: run.logged,
      pool,
      database: database(),
      egress: workspaceEgress(settings),
      settings,
      workspaceId: run.workspaceId,
      workerId,
      signal,
      input,
      simulatesWrites: simulates(run),
      opensConversation: run.opensConversation,
      budgetEpoch: run.budgetEpoch,
      isEvaluation: run.purpose === "evaluation",
    });
    await runBlueprint(host, input, nodeExecutor);
  } catch (caught) {
    if (isPassingOutage(caught)) throw caught;
    if (caught instanceof RunTakenOver) return await letGo(runId);
    await failRun(pool, run, workerId, caught);
  }
}

// Ended at once, the workflow could be marked as done here before the worker that took the run has made it its own.
async function letGo(runId: string): Promise<void> {
  log().warn({ runId }, "another worker has taken this run over");
  await new Promise((resolve) => setTimeout(resolve, letGoAfterMs).unref());
}

async function failRun(pool: Pool, run: RunToWork, workerId: string, caught: unknown): Promise<void> {
  const error = toAppError(caught);
  log().error({ err: caught, runId: run.id }, "a run failed unexpectedly");
  const failure = { code: error.code, message: error.message };
  const usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const seq = (await whileDatabaseReturns(() => lastEventNumber(pool, run.id))) + 1;
  const now = new Date();
  const durationMs = now.getTime() - run.createdAt.getTime();
  const event = {
    type: "run.finished" as const,
    status: "failed" as const,
    answer: null,
    error: failure,
    usage,
    durationMs,
  };
  await endRun(
    pool,
    { id: run.id, workspaceId: run.workspaceId, blueprintId: run.blueprintId, workerId },
    { events: [{ seq, at: now.toISOString(), event }], steps: [] },
    { status: "failed", answer: null, error: failure, usage, outcome: null, outcomes: [] },
  );
}
