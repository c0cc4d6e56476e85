import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { readRunToWork } from "#db/queries/run-work.server.ts";
import { insertRun } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { firstOfFork, prepareFork } from "./prepare-fork.server.ts";
import { requireRun } from "./read-runs.server.ts";

type Contracts = typeof explanationContracts;

/** Starts a new run that shares the parent's past up to a point and goes on from there with something changed. */
export async function forkRun(
  actor: Actor,
  { params, body }: ContractInput<Contracts["fork"]>,
): Promise<ContractOutput<Contracts["fork"]>> {
  authorize(actor, "run.start");
  const parent = await requireRun(actor, params.id);
  if (parent.finishedAt === null)
    throw new AppError("conflict", "This run is still under way. Fork it when it has ended.");
  const stored = await readRunToWork(databasePool(), parent.id);
  if (!stored) throw new AppError("not_found", "There is no such run in this workspace.");
  const fork = await prepareFork(stored, body, actor.name);
  const { point, ...run } = fork;
  const conversationId = newId();
  const id = newId();
  await insertRun(databasePool(), { ...run, id, conversationId, first: firstOfFork(fork) });
  await recordAudit(database(), actor, {
    action: "run.forked",
    noun: "run",
    nounId: id,
    after: { parent: parent.id, fromSeq: point?.seq ?? null, changes: body.changes, effects: body.effects },
  });
  return { runId: id, conversationId, parentId: parent.id, fromSeq: point?.seq ?? null };
}
