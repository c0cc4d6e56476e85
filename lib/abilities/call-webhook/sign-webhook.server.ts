import "server-only";
import { createHash, createHmac } from "node:crypto";
import { AppError } from "#lib/foundation/errors.ts";

/** The three headers of the Standard Webhooks specification over one body. */
export function signWebhook(
  message: { key: string; at: Date; body: string },
  signing: { name: string; secret: string },
): Record<string, string> {
  const id = `msg_${createHash("sha256").update(message.key).digest("hex").slice(0, 32)}`;
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const signature = createHmac("sha256", readKey(signing))
    .update(`${id}.${timestamp}.${message.body}`)
    .digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}

function readKey({ name, secret }: { name: string; secret: string }): Buffer {
  const encoded = secret.trim().replace(/^whsec_/, "");
  const key = Buffer.from(encoded, "base64");
  const isWhole = key.toString("base64").replace(/=+$/, "") === encoded.replace(/=+$/, "");
  if (isWhole && key.byteLength >= 24 && key.byteLength <= 64) return key;
  const message = `The secret "${name}" is no webhook key. Write whsec_ and the base64 of 24 to 64 random bytes.`;
  throw new AppError("provider_unauthorized", message);
}
