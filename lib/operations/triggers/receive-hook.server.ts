import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { database, databasePool } from "#db/client.server.ts";
import { findTriggerByToken } from "#db/queries/triggers.server.ts";
import { countLimitedAttempt } from "#lib/access/attempt-limit.server.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type StartedRun, startRun } from "#lib/operations/runs/start-run.server.ts";

const config = z.object({ secret: z.string().default("") });
const toleranceSeconds = 300;

/**
 * Starts a run for a call to a webhook's address. A node with a signing secret takes only calls that carry
 * `X-Aimwright-Timestamp` (Unix seconds) and `X-Aimwright-Signature: sha256=<hex HMAC of "timestamp.body">`, not older
 * than five minutes and not seen before.
 */
export async function receiveHook(token: string, body: string, headers: Headers): Promise<StartedRun> {
  const trigger = await findTriggerByToken(databasePool(), token);
  if (!trigger) throw new AppError("not_found", "There is no webhook at this address.");
  const { secret: name } = config.parse(trigger.config);
  if (name !== "") await assertSigned(trigger.workspaceId, trigger.id, name, body, headers);
  return startRun(
    { kind: "system", id: trigger.id, name: "Webhook", workspaceId: trigger.workspaceId, role: "operator" },
    {
      blueprint: trigger.blueprintId,
      input: { event: readEvent(body) },
      version: "live",
      channel: "webhook",
      triggerNodeId: trigger.nodeId,
    },
  );
}

function readEvent(body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch (caught) {
    throw new AppError("invalid_input", "The body is not valid JSON.", { cause: caught });
  }
}

async function assertSigned(
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
