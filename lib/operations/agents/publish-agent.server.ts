import "server-only";
import { database } from "#db/client.server.ts";
import { findStanding, findVersion, type StoredBlueprint } from "#db/queries/blueprints.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { agentContracts } from "#lib/api/contracts/agents.ts";
import { diffBlueprints } from "#lib/blueprint/diff.ts";
import { withConfigOf, withoutPin } from "#lib/blueprint/pins.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { requireVersion } from "../blueprints/blueprint-versions.server.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { draftToRun } from "../blueprints/publish-pins.server.ts";
import { publishVersion } from "../blueprints/publish-version.server.ts";
import { assertRevision } from "../blueprints/save-blueprint.server.ts";
import { requireAgent } from "./require-agent.ts";

type Publish = typeof agentContracts.publish;
type Tx = Parameters<typeof requireVersion>[0];

/**
 * Publishes the live version with the settings of one agent taken from the draft, or from an earlier version. What
 * else the draft holds stays a draft, and the draft itself is not touched.
 */
export async function publishAgent(
  actor: Actor,
  { params, body }: ContractInput<Publish>,
): Promise<ContractOutput<Publish>> {
  authorize(actor, "blueprint.publish");
  const { workspaceId } = actor;
  return await database().transaction(async (tx) => {
    const blueprint = await requireBlueprint(tx, workspaceId, params.id, { lock: true });
    assertRevision(blueprint, body.revision);
    const { liveVersion } = blueprint;
    if (liveVersion === null)
      throw new AppError(
        "conflict",
        `“${blueprint.name}” has no live version yet, so no single agent of it can be replaced. Publish the whole draft first.`,
      );
    const live = await requireVersion(tx, blueprint, liveVersion);
    const source = await sourceOf(tx, blueprint, params.nodeId, body.version);
    const next = withConfigOf(live.document, params.nodeId, source);
    const { title } = requireAgent(source, params.nodeId);
    if (!next)
      throw new AppError(
        "conflict",
        `“${title}” is not in version ${liveVersion}, which is live, so it has no wires there. Publish the whole draft.`,
      );
    const changes = diffBlueprints(live.document, next);
    const from = body.version === undefined ? "the draft" : `version ${body.version}`;
    if (changes.length === 0)
      throw new AppError(
        "conflict",
        `Nothing differs: “${title}” is live with the very settings of ${from}. Its name, place and wires change by publishing the whole draft.`,
      );
    const note = body.note || `Only “${title}”, from ${from}`;
    const { version, issues } = await publishVersion(tx, actor, blueprint, next, note, {
      agent: params.nodeId,
    });
    const { hasChanges } = await findStanding(tx, workspaceId, blueprint.id);
    const { nodes, wires } = next;
    const unchanged = { nodes: nodes.length - 1, wires: wires.length };
    return { version, replaces: liveVersion, changes, unchanged, hasChanges, issues };
  });
}

/** Where the agent's settings come from: the draft with its pins, or the version asked for. */
async function sourceOf(
  tx: Tx,
  blueprint: StoredBlueprint,
  nodeId: string,
  version: number | undefined,
): Promise<Blueprint> {
  const { workspaceId, id, name, draft } = blueprint;
  if (version === undefined) {
    // A pin of another agent that leads nowhere is no business of this one.
    const nodes = draft.nodes.map((node) => (node.id === nodeId ? node : withoutPin(node)));
    return await draftToRun(tx, workspaceId, id, { ...draft, nodes });
  }
  const found = await findVersion(tx, workspaceId, id, version);
  const refuse = (message: string) =>
    new AppError("invalid_input", message, { details: [{ path: "version", message }] });
  if (!found) throw refuse(`“${name}” has no version ${version}. Choose one of its versions.`);
  if (!found.document.nodes.some((node) => node.id === nodeId && "pin" in node.config)) {
    const inDraft = requireAgent(draft, nodeId);
    throw refuse(`Version ${version} does not have “${inDraft.title}”. Choose a version that has it.`);
  }
  return found.document;
}
