import "server-only";
import { createHash } from "node:crypto";

/** The UUIDv7 that belongs to a cause and a moment: asked again it is the same, and it sorts among ids of its time. */
export function derivedId(at: Date, ...cause: string[]): string {
  const bytes = createHash("sha256").update(JSON.stringify(cause)).digest().subarray(0, 16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
