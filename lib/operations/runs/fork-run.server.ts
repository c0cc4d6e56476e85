import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { readRunToWork } from "#db/queries/run-work.server.ts";
import { insertRun } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { type ForkPoint, forkPointAt, stepsBefore } from "#lib/engine/fork-engine.ts";
import { orderedSteps } from "#lib/engine/fork-of.server.ts";
import { documentOf } from "#lib/engine/run-input.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import type { StoredEvent } from "#lib/run-events/events.ts";
import { planRun } from "#lib/runtime/plan.ts";
import { requireRun } from "./read-runs.server.ts";
import { readWholeLog } from "./read-whole-log.server.ts";

type Contracts = typeof explanationContracts;
type Changes = ContractInput<Contracts["fork"]>["body"]["changes"];

/** Starts a new run that shares the parent's past up to a turn and goes on from there with something changed. */
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
  const document = await documentOf(databasePool(), stored);
  const log = await readWholeLog(actor.workspaceId, parent.id);
  const point = body.changes.input === undefined ? pointOf(log, body.fromSeq) : null;
  if (body.changes.input !== undefined && body.fromSeq !== undefined)
    throw new AppError(
      "invalid_input",
      "Another input changes the run from its beginning. Leave out fromSeq, or leave the input as it was.",
    );
  if (point && stepsBefore(await orderedSteps(databasePool(), parent.id), point).length === 0)
    throw new AppError(
      "conflict",
      "The stored steps of this run are gone, so its past cannot be taken over.",
    );
  const changed = changeAgents(document, body.changes);
  const text = body.changes.input ?? stored.trigger.text;
  const conversationId = newId();
  const id = newId();
  const fork = { point, changes: body.changes, effects: body.effects, reused: reusedBefore(log, point) };
  await insertRun(databasePool(), {
    id,
    workspaceId: actor.workspaceId,
    blueprintId: parent.blueprintId,
    conversationId,
    contactId: parent.contactId,
    version: null,
    document: changed,
    opens: { channel: "fork", title: `Fork: ${text.slice(0, 100)}`, accessHash: null },
    forkOf: parent.id,
    fork,
    trigger: { nodeId: stored.trigger.nodeId, text, event: stored.trigger.event, contact: stored.contact },
    first: {
      seq: 1,
      at: new Date().toISOString(),
      event: {
        type: "run.started",
        blueprintId: parent.blueprintId,
        version: null,
        triggerNodeId: stored.trigger.nodeId,
        input: { text, event: stored.trigger.event ?? undefined },
      },
    },
  });
  await recordAudit(database(), actor, {
    action: "run.forked",
    noun: "run",
    nounId: id,
    after: { parent: parent.id, fromSeq: point?.seq ?? null, changes: body.changes, effects: body.effects },
  });
  return { runId: id, conversationId, parentId: parent.id, fromSeq: point?.seq ?? null };
}

function pointOf(log: readonly StoredEvent[], fromSeq: number | undefined): ForkPoint {
  const point = forkPointAt(log, fromSeq ?? 1);
  if (point) return point;
  const turns = log.flatMap(({ seq, event }) => (event.type === "turn.started" ? [seq] : []));
  throw new AppError(
    "invalid_input",
    turns.length === 0
      ? "This run took no turn of a model, so there is nothing to fork from. Change its input instead."
      : `No turn begins at or after event ${fromSeq}. The turns of this run begin at ${turns.join(", ")}.`,
  );
}

function changeAgents(document: Blueprint, { instructions, model }: Changes): Blueprint {
  if (instructions === undefined && model === undefined) return document;
  const patch = {
    ...(instructions === undefined ? {} : { instructions }),
    ...(model === undefined ? {} : { model, firstTurnModel: null }),
  };
  const agents = [...planRun(document, nodeExecutor).steps.values()].filter(
    (step) => step.does === "take-turns",
  );
  return agents.reduce((changed, { node }) => changeConfig(changed, node.id, patch), document);
}

function reusedBefore(log: readonly StoredEvent[], point: ForkPoint | null) {
  const before = log.filter(({ seq }) => point !== null && seq < point.seq);
  let costUsd: number | null = 0;
  let turns = 0;
  for (const { event } of before) {
    if (event.type !== "turn.completed" && event.type !== "decision.made") continue;
    if (event.type === "turn.completed") turns += 1;
    costUsd = costUsd === null || event.usage.costUsd === null ? null : costUsd + event.usage.costUsd;
  }
  return { turns, costUsd };
}
