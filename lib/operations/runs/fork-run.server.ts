import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { readRunToWork } from "#db/queries/run-work.server.ts";
import { insertRun } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { explanationContracts } from "#lib/api/contracts/explanations.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import {
  type ForkPoint,
  forkPointAt,
  forkPointOfAction,
  stepsBefore,
  turnStep,
} from "#lib/engine/fork-engine.ts";
import { orderedSteps } from "#lib/engine/fork-of.server.ts";
import type { StoredStep } from "#lib/engine/replay-run.ts";
import { documentOf } from "#lib/engine/run-input.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
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
  refuseContradictions(body);
  const point = pointOf(log, body);
  const taken = point ? stepsBefore(await orderedSteps(databasePool(), parent.id), point) : [];
  if (point && taken.length === 0) throw pastIsGone(log, point);
  const changed = changeDocument(document, body.changes);
  const { result } = body.changes;
  const { messageId: _sent, ...begun } = stored.trigger;
  const text = body.changes.input ?? stored.trigger.text;
  const conversationId = newId();
  const id = newId();
  const fork = { point, changes: body.changes, effects: body.effects, reused: reusedOf(log, point, taken) };
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
    trigger: {
      ...begun,
      text,
      contact: stored.contact,
      ...(result
        ? {
            supplied: {
              ...stored.trigger.supplied,
              [result.action]: { value: result.value, by: actor.name },
            },
          }
        : {}),
    },
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

type Body = ContractInput<Contracts["fork"]>["body"];

function refuseContradictions({ fromSeq, changes }: Body): void {
  if (changes.input !== undefined && (fromSeq !== undefined || changes.result))
    throw new AppError(
      "invalid_input",
      "Another input changes the run from its beginning. Leave out fromSeq and the result, or leave the input as it was.",
      { details: [{ path: "changes.input", message: "goes with neither fromSeq nor result" }] },
    );
  if (changes.result && fromSeq !== undefined)
    throw new AppError(
      "invalid_input",
      "Another result says by itself where the fork begins. Leave out fromSeq.",
      {
        details: [{ path: "fromSeq", message: "goes not with result" }],
      },
    );
}

// Other settings may change what is perceived, so a fork that has them begins at the beginning unless told where.
function pointOf(log: readonly StoredEvent[], { fromSeq, changes }: Body): ForkPoint | null {
  if (changes.input !== undefined) return null;
  if (changes.result) return pointOfResult(log, changes.result.action);
  if (fromSeq === undefined && (changes.nodes || changes.policies)) return null;
  const point = forkPointAt(log, fromSeq ?? 1);
  if (point) return point;
  const turns = log.flatMap(({ seq, event }) => (event.type === "turn.started" ? [seq] : []));
  throw new AppError(
    "invalid_input",
    turns.length === 0
      ? "This run took no turn of a model, so there is nothing to fork from. Change its input instead."
      : `No turn begins at or after event ${fromSeq}. The turns of this run begin at ${turns.join(", ")}.`,
    { details: [{ path: "fromSeq", message: "no turn begins there" }] },
  );
}

function pointOfResult(log: readonly StoredEvent[], actionId: string): ForkPoint {
  const point = forkPointOfAction(log, actionId);
  if (point) return point;
  const ids = log.flatMap(({ event }) => (event.type === "action.proposed" ? [event.actionId] : []));
  throw new AppError(
    "invalid_input",
    ids.length === 0
      ? "This run took no action whose result could be another."
      : `There is no action “${actionId}” in this run. Its actions are ${ids.slice(0, 20).join(", ")}.`,
    { details: [{ path: "changes.result.action", message: "not in this run" }] },
  );
}

function pastIsGone(log: readonly StoredEvent[], { actionId }: ForkPoint): AppError {
  const isNamed = (event: StoredEvent["event"]) =>
    (event.type === "action.started" || event.type === "approval.requested") && event.actionId === actionId;
  if (actionId !== undefined && !log.some(({ event }) => isNamed(event)))
    return new AppError(
      "invalid_input",
      "This action was never carried out, so it has no result that could be another. Choose one that was.",
      { details: [{ path: "changes.result.action", message: "was not carried out" }] },
    );
  return new AppError("conflict", "The stored steps of this run are gone, so its past cannot be taken over.");
}

function changeDocument(document: Blueprint, { instructions, model, nodes, policies }: Changes): Blueprint {
  const patch = {
    ...(instructions === undefined ? {} : { instructions }),
    ...(model === undefined ? {} : { model, firstTurnModel: null }),
  };
  const agents =
    instructions === undefined && model === undefined
      ? []
      : [...planRun(document, nodeExecutor).steps.values()].filter((step) => step.does === "take-turns");
  const withAgents = agents.reduce((changed, { node }) => changeConfig(changed, node.id, patch), document);
  const withNodes = (nodes ?? []).reduce(changeNode, withAgents);
  return policies ? { ...withNodes, settings: { ...withNodes.settings, policies } } : withNodes;
}

function changeNode(
  document: Blueprint,
  { id, config }: NonNullable<Changes["nodes"]>[number],
  index: number,
): Blueprint {
  if (!nodeOf(document, id))
    throw new AppError("invalid_input", `The blueprint of this run has no node “${id}”.`, {
      details: [{ path: `changes.nodes.${index}.id`, message: "no such node" }],
    });
  try {
    return changeConfig(document, id, config);
  } catch (caught) {
    const { message, details } = toAppError(caught);
    throw new AppError("invalid_input", message, {
      details: (details ?? []).map((one) => ({ ...one, path: `changes.nodes.${index}.config.${one.path}` })),
      cause: caught,
    });
  }
}

// A turn beside the one forked may lie before it in the log and still be taken anew.
function reusedOf(log: readonly StoredEvent[], point: ForkPoint | null, taken: readonly StoredStep[]) {
  // Work in a lane inside of another lane carries both names.
  const names = new Set(taken.map(({ name }) => name.split(" @").slice(0, 2).join(" @")));
  let costUsd: number | null = 0;
  let turns = 0;
  for (const { seq, event } of log) {
    if (event.type === "turn.completed" && names.has(turnStep(event))) turns += 1;
    else if (event.type !== "decision.made" || point === null || seq >= point.seq) continue;
    costUsd = costUsd === null || event.usage.costUsd === null ? null : costUsd + event.usage.costUsd;
  }
  return { turns, costUsd };
}
