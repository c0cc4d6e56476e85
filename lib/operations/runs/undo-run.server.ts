import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { markUndone } from "#db/queries/action-ledger.server.ts";
import { appendAfterEnd } from "#db/queries/run-log.server.ts";
import { findRunDoors } from "#db/queries/run-work.server.ts";
import { listActions, readRunDocument } from "#db/queries/runs.server.ts";
import { abilityDefinition } from "#lib/abilities/definitions.ts";
import { abilityExecutor } from "#lib/abilities/executors.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import { workspaceEgress, workspaceModels } from "#lib/access/workspace-models.server.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { abilityDoors } from "#lib/engine/ability-doors.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { memoryPlaceOf } from "#lib/runtime/perceive.ts";
import { planRun } from "#lib/runtime/plan.ts";
import { requireRun } from "./read-runs.server.ts";

type Contracts = typeof runContracts;

/** Takes back what a finished run did, the last action first; each action answers for itself. */
export async function undoRun(
  actor: Actor,
  { params, body }: ContractInput<Contracts["undo"]>,
): Promise<ContractOutput<Contracts["undo"]>> {
  authorize(actor, "run.control");
  const run = await requireRun(actor, params.id);
  if (run.finishedAt === null)
    throw new AppError("conflict", "This run is still under way. Cancel it before you undo what it did.");
  const wanted = body.actionIds && new Set(body.actionIds);
  const actions = (await listActions(database(), actor.workspaceId, run.id))
    .filter((action) => (wanted ? wanted.has(action.id) || wanted.has(action.key) : action.undo !== null))
    .reverse();
  const plan = planRun(
    blueprintSchema.parse(await readRunDocument(database(), actor.workspaceId, run.id)),
    nodeExecutor,
  );
  const doors = await findRunDoors(databasePool(), actor.workspaceId, run.id);
  const settings = workspaceSettingsSchema.parse(doors?.settings ?? {});
  const egress = workspaceEgress(settings);
  const { embed } = workspaceModels(database(), actor.workspaceId, settings);
  const agents = [...plan.steps.values()].flatMap((step) => (step.does === "take-turns" ? [step.agent] : []));
  const results: ContractOutput<Contracts["undo"]>["results"] = [];
  for (const action of actions) {
    const refuse = (message: string) => results.push({ actionId: action.id, undone: false, message });
    const agent = agents.find((candidate) =>
      candidate.abilities.some((ability) => ability.node.id === action.nodeId),
    );
    const ability = agent?.abilities.find((candidate) => candidate.node.id === action.nodeId);
    const undo = abilityExecutor(action.ability)?.undo;
    const definition = abilityDefinition(action.ability);
    if (action.status !== "succeeded") refuse("It did not succeed, so there is nothing to undo.");
    else if (action.undoneAt) refuse("It was undone before.");
    else if (!agent || !ability || !undo || !definition || action.undo === null)
      refuse("This kind of action cannot be undone.");
    else
      try {
        const place = memoryPlaceOf(agent, {
          runId: run.id,
          blueprintId: run.blueprintId,
          conversationId: run.conversationId,
          contactId: run.contactId,
        });
        const context = abilityDoors(
          {
            pool: databasePool(),
            database: database(),
            egress,
            workspaceId: actor.workspaceId,
            blueprintId: run.blueprintId,
            runId: run.id,
            conversationId: run.conversationId,
            triggerNodeId: "",
            version: "live",
            secret: (name) => readSecret(database(), actor.workspaceId, name),
            embed,
          },
          `${action.key}:undo`,
          place,
          AbortSignal.timeout(30_000),
        );
        await undo(context, definition.settings.parse(ability.settings.settings) as never, action.undo);
        await database().transaction(async (tx) => {
          await markUndone(tx, actor.workspaceId, action.id);
          await appendAfterEnd(tx, actor.workspaceId, run.id, {
            type: "action.undone",
            nodeId: action.nodeId,
            actionId: action.key,
            by: actor.name,
          });
          const before = action.result;
          await recordAudit(tx, actor, {
            action: "action.undone",
            noun: "run",
            nounId: run.id,
            before,
            after: action.undo,
          });
        });
        results.push({ actionId: action.id, undone: true, message: "Undone." });
      } catch (caught) {
        refuse(toAppError(caught).message);
      }
  }
  return { results };
}
