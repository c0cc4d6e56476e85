import "server-only";
import { z } from "zod";
import { databasePool } from "#db/client.server.ts";
import { findTriggerByToken } from "#db/queries/triggers.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type StartedRun, startRun } from "#lib/operations/runs/start-run.server.ts";
import { assertSigned } from "./assert-signed.server.ts";

const config = z.object({ secret: z.string().default("") });

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

/** The JSON of a body; nothing at all is an empty event. */
export function readEvent(body: string): unknown {
  if (body.trim() === "") return {};
  try {
    return JSON.parse(body);
  } catch (caught) {
    throw new AppError("invalid_input", "The body is not valid JSON.", { cause: caught });
  }
}
