import "server-only";
import { database } from "#db/client.server.ts";
import { listHandoffs, pendingHandoff } from "#db/queries/handoffs.server.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import type { HandoffSignal } from "#lib/runtime/host.ts";

/**
 * Gives a contact's message to the person their conversation was handed to, instead of starting a run; answers the
 * run that waits for the person, or null when no person is in the conversation.
 */
export async function passToPerson(
  workspaceId: string,
  conversationId: string,
  by: string,
  text: string,
): Promise<string | null> {
  const [row] = await listHandoffs(
    database(),
    workspaceId,
    { statuses: pendingHandoff, conversationId },
    { limit: 1 },
  );
  if (!row) return null;
  const { runId, id } = row.handoff;
  const said: HandoffSignal = { kind: "said", from: "contact", by: by === "" ? "Contact" : by, text };
  await signalRun(runId, `handoff:${id}`, said, newId());
  return runId;
}
