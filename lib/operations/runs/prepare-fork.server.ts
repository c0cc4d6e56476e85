import "server-only";
import { databasePool } from "#db/client.server.ts";
import type { RunToWork } from "#db/queries/run-work.server.ts";
import type { NewRun } from "#db/queries/runs.server.ts";
import type { ContractInput } from "#lib/api/contract.ts";
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
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import type { StoredEvent } from "#lib/run-events/events.ts";
import { planRun } from "#lib/runtime/plan.ts";
import { readWholeLog } from "./read-whole-log.server.ts";

/** What is other in a fork, and where it begins. */
export type ForkWish = ContractInput<(typeof explanationContracts)["fork"]>["body"];
type Changes = ForkWish["changes"];

/** A fork as it will be stored, but for its ids: where it leaves its parent, and what it takes over. */
export type PreparedFork = Omit<NewRun, "id" | "conversationId" | "first"> & { point: ForkPoint | null };

/**
 * Works out what a fork of an ended run is made of; `base` stands in for the parent's document, which takes the fork
 * back to the beginning. Throws `invalid_input` naming the field that cannot be, and `conflict` where the past is gone.
 */
export async function prepareFork(
  parent: RunToWork,
  wish: ForkWish,
  by: string,
  base?: Blueprint,
): Promise<PreparedFork> {
  const document = base ?? (await documentOf(databasePool(), parent));
  const log = await readWholeLog(parent.workspaceId, parent.id);
  refuseContradictions(wish);
  const point = base ? null : pointOf(log, wish);
  const taken = point ? stepsBefore(await orderedSteps(databasePool(), parent.id), point) : [];
  if (point && taken.length === 0) throw pastIsGone(log, point);
  const { result } = wish.changes;
  const { messageId: _sent, ...begun } = parent.trigger;
  const text = wish.changes.input ?? begun.text;
  if (!nodeOf(document, begun.nodeId))
    throw new AppError("conflict", "What started this run is no longer in the blueprint it is to run.");
  const given = result && { ...begun.supplied, [result.action]: { value: result.value, by } };
  return {
    workspaceId: parent.workspaceId,
    blueprintId: parent.blueprintId,
    contactId: parent.contact.id,
    version: null,
    document: changeDocument(document, wish.changes),
    opens: { channel: "fork", title: `Fork: ${text.slice(0, 100)}`, accessHash: null },
    forkOf: parent.id,
    fork: { point, changes: wish.changes, effects: wish.effects, reused: reusedOf(log, point, taken) },
    trigger: { ...begun, text, contact: parent.contact, ...(given ? { supplied: given } : {}) },
    point,
  };
}

/** The event a fork's log begins with. */
export function firstOfFork({ blueprintId, trigger }: PreparedFork): NewRun["first"] {
  const { nodeId, text, event } = trigger;
  const input = { text, event: event ?? undefined };
  return {
    seq: 1,
    at: new Date().toISOString(),
    event: { type: "run.started", blueprintId, version: null, triggerNodeId: nodeId, input },
  };
}

function refuseContradictions({ fromSeq, changes }: ForkWish): void {
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
function pointOf(log: readonly StoredEvent[], { fromSeq, changes }: ForkWish): ForkPoint | null {
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

/** A document with the changes of a fork in it; throws `invalid_input` naming the field. */
export function changeDocument(
  document: Blueprint,
  { instructions, model, nodes, policies }: Changes,
): Blueprint {
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
