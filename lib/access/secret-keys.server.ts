import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "#lib/foundation/errors.ts";

/** A key for sealing secrets, known by the first eight hex digits of its SHA-256. */
export type SecretKey = { id: string; bytes: Buffer };

function parseKey(text: string, source: string): SecretKey {
  const bytes = Buffer.from(text.trim(), "base64");
  if (bytes.length !== 32) {
    throw new AppError(
      "unavailable",
      `${source} must be 32 bytes in base64, for example from: openssl rand -base64 32`,
    );
  }
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

/** The key new secrets are sealed with, from AIMWRIGHT_SECRET_KEY. */
export function currentSecretKey(): SecretKey {
  const text = process.env.AIMWRIGHT_SECRET_KEY;
  if (!text)
    throw new AppError("unavailable", "AIMWRIGHT_SECRET_KEY is not set. Start with npm start, or set it.");
  return parseKey(text, "AIMWRIGHT_SECRET_KEY");
}

/** The key with this id among the current one and those of AIMWRIGHT_SECRET_KEYS_OLD (comma separated). */
export function secretKeyById(id: string): SecretKey {
  const current = currentSecretKey();
  if (current.id === id) return current;
  const old = (process.env.AIMWRIGHT_SECRET_KEYS_OLD ?? "").split(",").filter((text) => text.trim() !== "");
  const found = old.map((text) => parseKey(text, "AIMWRIGHT_SECRET_KEYS_OLD")).find((key) => key.id === id);
  if (found) return found;
  throw new AppError(
    "unavailable",
    `The key ${id} that sealed this secret is missing. Add it to AIMWRIGHT_SECRET_KEYS_OLD.`,
  );
}
