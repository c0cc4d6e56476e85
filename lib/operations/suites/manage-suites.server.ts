import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  deleteSuite,
  listSuites as queryList,
  updateSuite as queryUpdate,
  type StoredSuite,
} from "#db/queries/suites.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { suiteContracts } from "#lib/api/contracts/suites.ts";
import { toPage } from "#lib/api/pagination.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { checkPatterns } from "./check-cases.server.ts";
import { presentSuites, requireSuite } from "./present-suite.server.ts";
import { storeSuite } from "./store-suite.server.ts";

type Contracts = typeof suiteContracts;

/** A page of suites, of one blueprint or one of its agents when asked. */
export async function listSuites(actor: Actor, { query }: ContractInput<Contracts["list"]>) {
  authorize(actor, "read");
  const { limit, cursor, ...filter } = query;
  const rows = await queryList(database(), actor.workspaceId, filter, { limit, cursor });
  const page = toPage(rows, limit);
  return { ...page, items: await presentSuites(database(), actor.workspaceId, page.items) };
}

/** One suite. */
export async function getSuite(actor: Actor, { params }: ContractInput<Contracts["get"]>) {
  authorize(actor, "read");
  return await presentOne(database(), actor, await requireSuite(database(), actor, params.id));
}

/** Creates a suite, with its first cases when given. */
export async function createSuite(actor: Actor, { body }: ContractInput<Contracts["create"]>) {
  authorize(actor, "blueprint.write");
  checkPatterns(body.cases, "cases");
  return await database().transaction(async (tx) => {
    const blueprint = await requireBlueprint(tx, actor.workspaceId, body.blueprintId, { lock: true });
    requireAgent(blueprint.draft, body.agentNodeId);
    const suite = await storeSuite(tx, actor, { ...body, blueprintId: blueprint.id });
    return await presentOne(tx, actor, suite);
  });
}

/** Changes name, agent, what writes do, or whether it runs on publish. */
export async function updateSuite(actor: Actor, { params, body }: ContractInput<Contracts["update"]>) {
  authorize(actor, "blueprint.write");
  return await database().transaction(async (tx) => {
    const suite = await requireSuite(tx, actor, params.id, true);
    if (body.agentNodeId) {
      const { draft } = await requireBlueprint(tx, actor.workspaceId, suite.blueprintId);
      requireAgent(draft, body.agentNodeId);
    }
    const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const changed = await queryUpdate(tx, actor.workspaceId, suite.id, change);
    const before = Object.fromEntries(
      Object.keys(change).map((name) => [name, suite[name as keyof typeof suite]]),
    );
    const event = { action: "suite.changed", noun: "suite", nounId: suite.id, before, after: change };
    await recordAudit(tx, actor, event);
    return await presentOne(tx, actor, changed ?? suite);
  });
}

/** Deletes a suite with its cases and results. */
export async function removeSuite(actor: Actor, { params }: ContractInput<Contracts["remove"]>) {
  authorize(actor, "blueprint.write");
  await database().transaction(async (tx) => {
    const { id, name, blueprintId } = await requireSuite(tx, actor, params.id, true);
    await deleteSuite(tx, actor.workspaceId, id);
    const before = { name, blueprintId };
    await recordAudit(tx, actor, { action: "suite.deleted", noun: "suite", nounId: id, before });
  });
}

/** Refuses an agent the document does not have; null is the whole blueprint. */
export function requireAgent(document: Blueprint, agentNodeId: string | null): void {
  if (agentNodeId === null || isAgent(document, agentNodeId)) return;
  const message = `This blueprint has no agent “${agentNodeId}”. Choose one of its agents, or none.`;
  throw new AppError("invalid_input", message, { details: [{ path: "agentNodeId", message }] });
}

/** Whether a node of the document takes turns. */
export function isAgent(document: Blueprint, nodeId: string): boolean {
  const node = document.nodes.find(({ id }) => id === nodeId);
  return node !== undefined && nodeExecutor(node.kind).does === "take-turns";
}

async function presentOne(tx: Database, actor: Actor, suite: StoredSuite) {
  const [presented] = await presentSuites(tx, actor.workspaceId, [suite]);
  if (!presented) throw new AppError("internal", "The suite could not be presented.");
  return presented;
}
