import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { database } from "#db/client.server.ts";
import { countLimitedAttempt } from "#lib/access/attempt-limit.server.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

const toleranceSeconds = 300;

/** Refuses a call whose signature is missing, wrong, older than five minutes or seen before. */
export async function assertSigned(
  workspaceId: string,
  triggerId: string,
  name: string,
  body: string,
  headers: Headers,
): Promise<void> {
  const refuse = (why: string) =>
    new AppError("unauthenticated", `The call is not signed as it must be: ${why}.`);
  const secret = await readSecret(database(), workspaceId, name);
  if (secret === undefined) throw refuse("the signing secret of this webhook does not exist");
  const timestamp = headers.get("x-aimwright-timestamp") ?? "";
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || age > toleranceSeconds)
    throw refuse("its timestamp is missing or too old");
  const expected = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest();
  const given = Buffer.from((headers.get("x-aimwright-signature") ?? "").replace(/^sha256=/, ""), "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw refuse("the signature does not match");
  // The same signature a second time is a replay; the counter is shared by every web process.
  const seen = {
    key: `hook ${triggerId} ${expected.toString("hex")}`,
    limit: 1,
    windowSeconds: 2 * toleranceSeconds,
  };
  await countLimitedAttempt(seen).catch(() => {
    throw new AppError("conflict", "This call has been received before.");
  });
}
