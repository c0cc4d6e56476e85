import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A new API token; `value` is shown once, only `hash` and `prefix` are stored. */
export function makeToken(value: string = `aim_${randomBytes(32).toString("base64url")}`): {
  value: string;
  hash: string;
  prefix: string;
} {
  return { value, hash: hashToken(value), prefix: value.slice(0, 8) };
}

/** The form in which tokens, invitations and set-up links are stored and looked up. */
export function hashToken(value: string): string {
  return createHash("sha256").update(value, "utf8").digest("hex");
}

/** A new one-time value for links. */
export function makeLinkToken(): { value: string; hash: string } {
  const value = randomBytes(32).toString("base64url");
  return { value, hash: hashToken(value) };
}
