import "server-only";
import { database } from "#db/client.server.ts";
import { readRunDocument } from "#db/queries/runs.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { explainAction } from "#lib/runtime/explain-action.ts";
import { planRun } from "#lib/runtime/plan.ts";
import { requireRun } from "./read-runs.server.ts";
import { readWholeLog } from "./read-whole-log.server.ts";

type Contracts = typeof explanationContracts;

/** Why an action of a run was taken or not, from its log alone. */
export async function explainRunAction(
  actor: Actor,
  { params }: ContractInput<Contracts["why"]>,
): Promise<ContractOutput<Contracts["why"]>> {
  const run = await requireRun(actor, params.id);
  const document = blueprintSchema.safeParse(await readRunDocument(database(), actor.workspaceId, run.id));
  if (!document.success)
    throw new AppError("conflict", "The blueprint this run belongs to can no longer be read.");
  const events = await readWholeLog(actor.workspaceId, run.id);
  return explainAction(events, planRun(document.data, nodeExecutor), params.action);
}
