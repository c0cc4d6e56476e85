import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { readRunToWork } from "#db/queries/run-work.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { simulates } from "#lib/engine/fork-of.server.ts";
import { replayRun } from "#lib/engine/replay-run.ts";
import { documentOf, inputOf } from "#lib/engine/run-input.server.ts";
import { readStoredSteps } from "#lib/engine/stored-steps.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { requireRun } from "./read-runs.server.ts";
import { readWholeLog } from "./read-whole-log.server.ts";

type Contracts = typeof explanationContracts;

const mostDifferences = 50;

/** Runs a finished run again from what it stored and says whether the two logs are equal. */
export async function replayStoredRun(
  actor: Actor,
  { params }: ContractInput<Contracts["replay"]>,
): Promise<ContractOutput<Contracts["replay"]>> {
  const run = await requireRun(actor, params.id);
  if (run.finishedAt === null)
    throw new AppError("conflict", "This run is still under way. Replay it when it has ended.");
  const stored = await readRunToWork(databasePool(), run.id);
  if (!stored) throw new AppError("not_found", "There is no such run in this workspace.");
  const document = await documentOf(databasePool(), stored).catch((caught: unknown) => {
    if (toAppError(caught).code !== "blueprint_invalid") throw caught;
    throw new AppError(
      "conflict",
      "The version of the blueprint this run belongs to is gone or unreadable, so it cannot be replayed. Its log is kept.",
    );
  });
  const [steps, log] = await Promise.all([readStoredSteps(run.id), readWholeLog(actor.workspaceId, run.id)]);
  const began = performance.now();
  const { taken: _taken, ...replayed } = await replayRun(
    inputOf(stored, document),
    steps,
    log,
    nodeExecutor,
    simulates(stored),
  );
  const durationMs = Math.round(performance.now() - began);
  await recordAudit(database(), actor, {
    action: "run.replayed",
    noun: "run",
    nounId: run.id,
    after: { equal: replayed.equal, divergence: replayed.divergence },
  });
  return {
    ...replayed,
    durationMs,
    differences: replayed.differences.slice(0, mostDifferences).map((one) => ({
      ...one,
      type: (one.stored ?? one.replayed)?.type ?? "",
    })),
  };
}
