import "server-only";
import type { DueFollowUp } from "#db/queries/follow-ups.server.ts";
import { derivedId } from "#lib/foundation/derived-id.server.ts";
import { startRun } from "#lib/operations/runs/start-run.server.ts";

/** Starts the run of a follow-up that is due, in its conversation; a second call starts nothing more. */
export async function fireFollowUp(due: DueFollowUp): Promise<string> {
  const runId = derivedId(due.dueAt, "run", due.id);
  const started = await startRun(
    { kind: "system", id: "system", name: "Follow-up", workspaceId: due.workspaceId, role: "operator" },
    {
      blueprint: due.blueprintId,
      input: { text: due.text },
      conversationId: due.conversationId,
      version: due.version === "draft" ? "draft" : "live",
      channel: "follow-up",
      triggerNodeId: due.triggerNodeId,
      ids: { runId, conversationId: due.conversationId },
    },
  );
  return started.runId;
}
