import "server-only";
import { database } from "#db/client.server.ts";
import { retryFailedEmbeddings } from "#db/queries/embeddings.server.ts";
import {
  findSecret,
  deleteSecret as queryDeleteSecret,
  listSecrets as querySecrets,
  upsertSecret,
} from "#db/queries/secrets.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { sealSecret } from "#lib/access/secrets.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** The names of the workspace's secrets. */
export async function listSecrets(actor: Actor) {
  authorize(actor, "read");
  const rows = await querySecrets(database(), actor.workspaceId);
  return { items: rows.map(presentSecret) };
}

/** Seals and stores a secret under its name; the value leaves only towards the abilities that use it. */
export async function putSecret(actor: Actor, name: string, value: string) {
  authorize(actor, "secret.write");
  return await database().transaction(async (tx) => {
    const existing = await findSecret(tx, actor.workspaceId, name);
    const row = await upsertSecret(tx, actor.workspaceId, name, sealSecret(actor.workspaceId, name, value));
    const action = existing ? "secret.replaced" : "secret.created";
    await recordAudit(tx, actor, { action, noun: "secret", nounId: name });
    await retryFailedEmbeddings(tx, actor.workspaceId);
    return presentSecret(row);
  });
}

/** Removes a secret. */
export async function deleteSecret(actor: Actor, name: string): Promise<void> {
  authorize(actor, "secret.write");
  await database().transaction(async (tx) => {
    if (!(await queryDeleteSecret(tx, actor.workspaceId, name))) {
      throw new AppError("not_found", `There is no secret called ${name}.`);
    }
    await recordAudit(tx, actor, { action: "secret.deleted", noun: "secret", nounId: name });
  });
}

function presentSecret(row: { name: string; createdAt: Date; updatedAt: Date }) {
  return { name: row.name, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
