import "server-only";
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { currentSecretKey, type SecretKey, secretKeyById } from "./secret-keys.server.ts";

/** Whom a link lets decide what, and until when. */
export type ApprovalLink = { approvalId: string; userId: string; expiresAt: Date };

const bodyBytes = 42;
const tokenBytes = bodyBytes + 32;
const purpose = "aimwright approval link v1";

/** The token of a link: the approval, the member, the end of its time and the id of the key that signed them. */
export function signApprovalLink({ approvalId, userId, expiresAt }: ApprovalLink): string {
  const key = currentSecretKey();
  const body = Buffer.alloc(bodyBytes);
  Buffer.from(key.id, "hex").copy(body, 0);
  uuidBytes(approvalId).copy(body, 4);
  uuidBytes(userId).copy(body, 20);
  body.writeUIntBE(Math.floor(expiresAt.getTime() / 1000), 36, 6);
  return Buffer.concat([body, signatureOf(key, body)]).toString("base64url");
}

/** What a token says, or null where it was not signed here, was changed, or its key is gone. */
export function readApprovalLink(token: string): ApprovalLink | null {
  const bytes = Buffer.from(token, "base64url");
  // Decoding is lenient; only the one spelling that was sent counts.
  if (bytes.length !== tokenBytes || bytes.toString("base64url") !== token) return null;
  const body = bytes.subarray(0, bodyBytes);
  const key = keyNamed(body.subarray(0, 4).toString("hex"));
  if (!key || !timingSafeEqual(signatureOf(key, body), bytes.subarray(bodyBytes))) return null;
  return {
    approvalId: uuidText(body.subarray(4, 20)),
    userId: uuidText(body.subarray(20, 36)),
    expiresAt: new Date(body.readUIntBE(36, 6) * 1000),
  };
}

// A key of its own for each purpose: a signature made here opens nothing elsewhere.
function signatureOf(key: SecretKey, body: Buffer): Buffer {
  const derived = Buffer.from(hkdfSync("sha256", key.bytes, Buffer.alloc(0), purpose, 32));
  return createHmac("sha256", derived).update(body).digest();
}

function keyNamed(id: string): SecretKey | null {
  try {
    return secretKeyById(id);
  } catch {
    return null;
  }
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}

function uuidText(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
