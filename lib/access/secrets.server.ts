import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type Database, database } from "#db/client.server.ts";
import {
  findSecret,
  lockSecretsOfOtherKeys,
  type SealedSecret,
  upsertSecret,
} from "#db/queries/secrets.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { currentSecretKey, secretKeyById } from "./secret-keys.server.ts";

const nonceBytes = 12;
const tagBytes = 16;

/** Seals a value with AES-256-GCM so that it opens only under the same workspace and name. */
export function sealSecret(workspaceId: string, name: string, value: string): SealedSecret {
  const key = currentSecretKey();
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce);
  cipher.setAAD(boundTo(workspaceId, name));
  const text = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64"), keyId: key.id };
}

/** The value inside; fails when it was changed or moved to another workspace or name. */
export function openSecret(workspaceId: string, name: string, secret: SealedSecret): string {
  const key = secretKeyById(secret.keyId);
  const bytes = Buffer.from(secret.sealed, "base64");
  const tagEnd = nonceBytes + tagBytes;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, nonceBytes));
    decipher.setAAD(boundTo(workspaceId, name));
    decipher.setAuthTag(bytes.subarray(nonceBytes, tagEnd));
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new AppError("unavailable", `The secret ${name} could not be opened. Store it again.`, { cause });
  }
}

/** The value of a workspace's secret, or undefined when it has none of that name. */
export async function readSecret(
  database: Database,
  workspaceId: string,
  name: string,
): Promise<string | undefined> {
  const row = await findSecret(database, workspaceId, name);
  return row ? openSecret(workspaceId, name, row) : undefined;
}

/** Seals every secret sealed with an older key again with the current one; returns how many. */
export async function rotateSecrets(): Promise<number> {
  return await database().transaction(async (tx) => {
    const rows = await lockSecretsOfOtherKeys(tx, currentSecretKey().id);
    for (const { workspaceId, name, sealed, keyId } of rows) {
      const value = openSecret(workspaceId, name, { sealed, keyId });
      await upsertSecret(tx, workspaceId, name, sealSecret(workspaceId, name, value));
    }
    return rows.length;
  });
}

function boundTo(workspaceId: string, name: string): Buffer {
  return Buffer.from(`${workspaceId}\n${name}`, "utf8");
}
