import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  findOutcomes,
  insertOutcomeEvent,
  insertRating,
  readDuration,
  readLaterFacts,
  storeReassessment,
} from "#db/queries/outcomes.server.ts";
import { appendAfterEnd } from "#db/queries/run-log.server.ts";
import { readRunDocument } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { summarizeOutcomes } from "#lib/engine/summarize-outcomes.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { planRun } from "#lib/runtime/plan.ts";
import { reassess } from "#lib/runtime/reassess.ts";
import { requireRun } from "./read-runs.server.ts";

type Contracts = typeof runContracts;

// In each of these the audit entry comes last: whoever seals logs holds runs first and the audit log after them.

/** Stores a rating and measures the outcome again. */
export async function rateRun(
  actor: Actor,
  { params, body }: ContractInput<Contracts["rate"]>,
): Promise<ContractOutput<Contracts["rate"]>> {
  authorize(actor, "run.start");
  refuseEvaluation(await requireRun(actor, params.id));
  return database().transaction(async (tx) => {
    const id = await insertRating(tx, actor.workspaceId, params.id, { ...body, ratedBy: actor.name });
    const outcome = await measureAgain(tx, actor, params.id);
    await recordAudit(tx, actor, { action: "run.rated", noun: "run", nounId: params.id, after: body });
    return { id, outcome };
  });
}

/** Stores what happened later and measures the outcome again. */
export async function reportOutcome(
  actor: Actor,
  { params, body }: ContractInput<Contracts["reportOutcome"]>,
): Promise<ContractOutput<Contracts["reportOutcome"]>> {
  authorize(actor, "run.start");
  refuseEvaluation(await requireRun(actor, params.id));
  return database().transaction(async (tx) => {
    const id = await insertOutcomeEvent(tx, actor.workspaceId, params.id, {
      name: body.event,
      value: body.value ?? true,
    });
    const outcome = await measureAgain(tx, actor, params.id);
    await recordAudit(tx, actor, {
      action: "run.outcome-reported",
      noun: "run",
      nounId: params.id,
      after: body,
    });
    return { id, outcome };
  });
}

function refuseEvaluation(run: { purpose: string }): void {
  if (run.purpose === "live") return;
  const message =
    "This run belongs to a test case, which is scored by its expectations. Change those instead.";
  throw new AppError("conflict", message);
}

/** Stores what a published feedback node was told and measures the run's goals again. */
export async function storeReport(
  actor: Actor,
  runId: string,
  report: { name: string; value: unknown },
): Promise<Awaited<ReturnType<typeof measureAgain>>> {
  return database().transaction(async (tx) => {
    await insertOutcomeEvent(tx, actor.workspaceId, runId, report);
    const outcome = await measureAgain(tx, actor, runId);
    await recordAudit(tx, actor, {
      action: "run.outcome-reported",
      noun: "run",
      nounId: runId,
      after: report,
    });
    return outcome;
  });
}

/** Measures the goals of a run again after something was reported about it; must run in the report's transaction. */
export async function measureAgain(tx: Database, actor: Actor, runId: string) {
  const { workspaceId } = actor;
  const later = await readLaterFacts(tx, workspaceId, runId);
  const durationMs = await readDuration(tx, workspaceId, runId);
  const stored = await findOutcomes(tx, workspaceId, runId);
  const plan = planRun(blueprintSchema.parse(await readRunDocument(tx, workspaceId, runId)), nodeExecutor);
  const outcomes = plan.goals.flatMap((goal) => {
    const before = stored.find((outcome) => outcome.goalNodeId === goal.node.id);
    if (!before) return [];
    const run = { wasBlocked: before.verdict === "blocked", durationMs };
    const after = reassess(goal.settings, before.criteria, run, later);
    return [{ goalNodeId: goal.node.id, title: goal.node.title, ...after }];
  });
  for (const { goalNodeId: nodeId, ...goal } of outcomes)
    await appendAfterEnd(tx, workspaceId, runId, { type: "outcome.assessed", nodeId, ...goal });
  const outcome = summarizeOutcomes(outcomes);
  await storeReassessment(tx, workspaceId, runId, outcomes, outcome);
  return outcome;
}
