import "server-only";
import { database } from "#db/client.server.ts";
import { findRunOfMessage, holdHandoff, listHandoffs, pendingHandoff } from "#db/queries/handoffs.server.ts";
import { signalRun } from "#lib/engine/signals.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import type { HandoffSignal } from "#lib/runtime/host.ts";

/**
 * Gives a contact's message to the person their conversation was handed to, instead of starting a run; answers the
 * run that waits for the person, or null when no person is in the conversation. A message that arrived before, by its
 * sender's id, is not given again, also when the person has left since.
 */
export async function passToPerson(
  workspaceId: string,
  conversationId: string,
  by: string,
  text: string,
  messageId?: string,
): Promise<{ runId: string; isWithPerson: boolean } | null> {
  const [row] = await listHandoffs(
    database(),
    workspaceId,
    { statuses: pendingHandoff, conversationId },
    { limit: 1 },
  );
  const known =
    messageId === undefined
      ? undefined
      : await findRunOfMessage(database(), workspaceId, conversationId, messageId);
  if (known !== undefined) return { runId: known, isWithPerson: row?.handoff.runId === known };
  if (!row) return null;
  const { runId, id } = row.handoff;
  const said: HandoffSignal = { kind: "said", from: "contact", by: by === "" ? "Contact" : by, text };
  const own = messageId === undefined ? {} : { messageId };
  const key = messageId === undefined ? newId() : `contact ${messageId}`;
  // Held, so that whoever ends the handoff now does so behind this message and not before it.
  return database().transaction(async (tx) => {
    if (!(await holdHandoff(tx, workspaceId, id))) return null;
    await signalRun(runId, `handoff:${id}`, { ...said, ...own }, key);
    return { runId, isWithPerson: true };
  });
}
