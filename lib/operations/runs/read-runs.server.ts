import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { assignedTo, readAssignees } from "#db/queries/collaboration.server.ts";
import { listHandoffs, pendingHandoff } from "#db/queries/handoffs.server.ts";
import { expireApproval, expireHandoff, listApprovals } from "#db/queries/people.server.ts";
import { readUsageByNode } from "#db/queries/run-usage.server.ts";
import {
  findRun,
  listActions,
  listRuns,
  readRunDocument,
  requestCancel,
  type StoredRun,
} from "#db/queries/runs.server.ts";
import { abilityExecutor } from "#lib/abilities/executors.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { claimCondition } from "#lib/analytics/compile.server.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import { toPage } from "#lib/api/pagination.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { presentRun } from "./present-run.server.ts";

type Contracts = typeof runContracts;

/** A run of the actor's workspace, or `not_found`. */
export async function requireRun(actor: Actor, id: string): Promise<StoredRun> {
  authorize(actor, "read");
  const run = await findRun(database(), actor.workspaceId, id);
  if (!run) throw new AppError("not_found", "There is no such run in this workspace.");
  return run;
}

/** Lists runs. */
export async function listWorkspaceRuns(
  actor: Actor,
  { query }: ContractInput<Contracts["list"]>,
): Promise<ContractOutput<Contracts["list"]>> {
  authorize(actor, "read");
  const { limit, cursor, status, conversationId, purpose, verdict, where } = query;
  const selection = {
    ...query,
    withDrafts: query.drafts === "true",
    // The purpose is the run list's own, finer word for it.
    withEvaluations: true,
  };
  const filter = {
    selection,
    ...(purpose === "any" ? {} : { purpose }),
    ...(status ? { status } : {}),
    ...(verdict ? { verdict } : {}),
    ...(conversationId ? { conversationId } : {}),
    ...(where && where !== "any" ? { claim: claimCondition(where) } : {}),
    ...(query.assignee ? { assigned: assignedTo(actor.workspaceId, assigneeOf(actor, query.assignee)) } : {}),
  };
  const rows = await listRuns(database(), actor.workspaceId, filter, {
    limit,
    ...(cursor ? { cursor } : {}),
  });
  const page = toPage(rows, limit);
  const ids = page.items.map(({ id }) => id);
  const assignees = await readAssignees(database(), actor.workspaceId, ids);
  const items = page.items.map((run) => ({ ...presentRun(run), assignee: assignees.get(run.id) ?? null }));
  return { ...page, items };
}

function assigneeOf(actor: Actor, wanted: string): string {
  if (wanted !== "me") return wanted;
  if (actor.kind === "member") return actor.id;
  throw new AppError("invalid_input", "An API token is nobody's. Give the id of a user as `assignee`.");
}

/** Reads one run with its document and actions. */
export async function readRun(
  actor: Actor,
  { params }: ContractInput<Contracts["get"]>,
): Promise<ContractOutput<Contracts["get"]>> {
  const run = await requireRun(actor, params.id);
  const [document, actions, usageByNode, assignees] = await Promise.all([
    readRunDocument(database(), actor.workspaceId, params.id),
    listActions(database(), actor.workspaceId, params.id),
    readUsageByNode(databasePool(), actor.workspaceId, params.id),
    readAssignees(database(), actor.workspaceId, [params.id]),
  ]);
  return {
    ...presentRun(run),
    assignee: assignees.get(run.id) ?? null,
    document,
    usageByNode,
    actions: actions.map((action) => ({
      id: action.id,
      nodeId: action.nodeId,
      ability: action.ability,
      key: action.key,
      arguments: action.arguments,
      status: action.status,
      result: action.result,
      error: action.error,
      undoable:
        action.status === "succeeded" &&
        action.undo !== null &&
        action.undoneAt === null &&
        abilityExecutor(action.ability)?.undo !== undefined,
      undoneAt: action.undoneAt?.toISOString() ?? null,
    })),
  };
}

/** Asks for a run to be stopped; one that has ended already is a conflict. */
export async function cancelRun(
  actor: Actor,
  { params }: ContractInput<Contracts["cancel"]>,
): Promise<ContractOutput<Contracts["cancel"]>> {
  authorize(actor, "run.control");
  const run = await requireRun(actor, params.id);
  if (!(await requestCancel(databasePool(), actor.workspaceId, params.id)))
    throw new AppError("conflict", `This run has already ended (${run.status}).`);
  await recordAudit(database(), actor, { action: "run.cancelled", noun: "run", nounId: params.id });
  await wakeWaits(actor, params.id);
  return presentRun(await requireRun(actor, params.id));
}

async function wakeWaits(actor: Actor, runId: string): Promise<void> {
  const page = { limit: 50 };
  for (const { approval } of await listApprovals(
    database(),
    actor.workspaceId,
    { status: "pending", runId },
    page,
  )) {
    // Nobody shall approve what will not be done any more.
    await expireApproval(databasePool(), approval.id);
    await signalRun(runId, `approval:${approval.id}`, null);
  }
  for (const { handoff } of await listHandoffs(
    database(),
    actor.workspaceId,
    { statuses: pendingHandoff, runId },
    page,
  )) {
    await expireHandoff(databasePool(), handoff.id);
    await signalRun(runId, `handoff:${handoff.id}`, null);
  }
}
