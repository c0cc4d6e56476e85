import "server-only";
import { database } from "#db/client.server.ts";
import {
  countPresets,
  findPreset,
  findPresetByName,
  insertPreset,
  deletePreset as queryDelete,
  listPresets as queryPresets,
  renamePreset as queryRename,
  type StoredPreset,
} from "#db/queries/presets.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { mostPresets } from "#lib/api/contracts/presets.ts";
import { parseConfig } from "#lib/blueprint/edits/add-node.ts";
import { stripSecrets } from "#lib/blueprint/strip-secrets.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type NodeKind, nodeDefinition, nodeKinds } from "#lib/nodes/definitions.ts";

/** The presets of the workspace by name. */
export async function listPresets(actor: Actor) {
  authorize(actor, "read");
  return { items: (await queryPresets(database(), actor.workspaceId)).map(present) };
}

/** Keeps a configured node; what it holds is parsed by its kind and freed of secrets before it is stored. */
export async function createPreset(
  actor: Actor,
  input: { name: string; kind: NodeKind; config: Record<string, unknown> },
) {
  authorize(actor, "blueprint.write");
  // Parsed twice: what is wrong with the config is told as it was sent, and what is stored must parse again.
  const config = parseConfig(
    input.kind,
    stripSecrets(input.kind, { ...parseConfig(input.kind, input.config) }),
  );
  return await database().transaction(async (tx) => {
    if ((await countPresets(tx, actor.workspaceId)) >= mostPresets)
      throw new AppError(
        "limit_reached",
        `A workspace keeps at most ${mostPresets} presets. Delete one that is not used any more.`,
      );
    const { name, kind } = input;
    const row = await insertPreset(tx, actor.workspaceId, { name, kind, config, createdBy: actor.name });
    if (!row) throw nameTaken(name);
    await recordAudit(tx, actor, {
      action: "preset.created",
      noun: "preset",
      nounId: row.id,
      after: { name, kind },
    });
    return present(row);
  });
}

/** Gives a preset another name. */
export async function renamePreset(actor: Actor, id: string, name: string) {
  authorize(actor, "blueprint.write");
  return await database().transaction(async (tx) => {
    const before = await findPreset(tx, actor.workspaceId, id);
    if (!before) throw missing();
    const holder = await findPresetByName(tx, actor.workspaceId, name);
    if (holder !== undefined && holder !== id) throw nameTaken(name);
    const row = await queryRename(tx, actor.workspaceId, id, name);
    if (!row) throw missing();
    await recordAudit(tx, actor, {
      action: "preset.renamed",
      noun: "preset",
      nounId: id,
      before: { name: before.name },
      after: { name },
    });
    return present(row);
  });
}

/** Deletes a preset; nodes that were made from it stay as they are. */
export async function deletePreset(actor: Actor, id: string): Promise<void> {
  authorize(actor, "blueprint.write");
  await database().transaction(async (tx) => {
    const row = await queryDelete(tx, actor.workspaceId, id);
    if (!row) throw missing();
    const before = { name: row.name, kind: row.kind };
    await recordAudit(tx, actor, { action: "preset.deleted", noun: "preset", nounId: id, before });
  });
}

const missing = () => new AppError("not_found", "There is no such preset in this workspace.");
const nameTaken = (name: string) =>
  new AppError("conflict", `There is a preset called “${name}” already. Choose another name.`);

function present(row: StoredPreset) {
  const { id, name, kind, createdBy } = row;
  const known = nodeKinds.find((each) => each === kind);
  const parsed = known && nodeDefinition(known).config.safeParse(row.config);
  const problem = !known
    ? `This build has no kind of node called “${kind}”.`
    : parsed?.success
      ? null
      : "What it holds does not fit this build. Delete it and save the node anew.";
  const config: Record<string, unknown> = parsed?.success ? parsed.data : {};
  return { id, name, kind, config, createdBy, createdAt: row.createdAt.toISOString(), problem };
}
