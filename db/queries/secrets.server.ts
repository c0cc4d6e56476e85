import "server-only";
import { and, asc, eq, ne } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { secrets } from "#db/schema/secrets.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A secret in its sealed form, with the key that opens it. */
export type SealedSecret = { sealed: string; keyId: string };

/** The sealed secret of a name. */
export async function findSecret(database: Database, workspaceId: string, name: string) {
  const [row] = await database
    .select()
    .from(secrets)
    .where(and(eq(secrets.workspaceId, workspaceId), eq(secrets.name, name)));
  return row;
}

/** All secrets by name, without their sealed values. */
export async function listSecrets(database: Database, workspaceId: string) {
  return await database
    .select({
      id: secrets.id,
      name: secrets.name,
      createdAt: secrets.createdAt,
      updatedAt: secrets.updatedAt,
    })
    .from(secrets)
    .where(eq(secrets.workspaceId, workspaceId))
    .orderBy(asc(secrets.name));
}

/** Stores or replaces the secret of a name. */
export async function upsertSecret(
  database: Database,
  workspaceId: string,
  name: string,
  value: SealedSecret,
) {
  const [row] = await database
    .insert(secrets)
    .values({ id: newId(), workspaceId, name, ...value })
    .onConflictDoUpdate({
      target: [secrets.workspaceId, secrets.name],
      set: { ...value, updatedAt: new Date() },
    })
    .returning({
      id: secrets.id,
      name: secrets.name,
      createdAt: secrets.createdAt,
      updatedAt: secrets.updatedAt,
    });
  if (!row) throw new Error("upsert of a secret returned no row");
  return row;
}

/** Removes a secret; nothing when the workspace has none of that name. */
export async function deleteSecret(database: Database, workspaceId: string, name: string) {
  const [row] = await database
    .delete(secrets)
    .where(and(eq(secrets.workspaceId, workspaceId), eq(secrets.name, name)))
    .returning({ id: secrets.id });
  return row;
}

/** Every secret of every workspace not sealed with this key, locked; for rotation by the operator. */
export async function lockSecretsOfOtherKeys(database: Database, keyId: string) {
  return await database.select().from(secrets).where(ne(secrets.keyId, keyId)).for("update");
}
