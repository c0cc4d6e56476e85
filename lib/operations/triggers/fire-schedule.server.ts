import "server-only";
import type { DueSchedule } from "#lib/engine/schedules.server.ts";
import { derivedId } from "#lib/foundation/derived-id.server.ts";
import { startRun } from "#lib/operations/runs/start-run.server.ts";

/** Starts the run of a schedule that is due; a second call for the same time starts nothing more. */
export async function fireSchedule(due: DueSchedule): Promise<void> {
  const idFor = (what: string) => derivedId(due.scheduledFor, what, due.triggerId);
  await startRun(
    { kind: "system", id: "system", name: "Schedule", workspaceId: due.workspaceId, role: "operator" },
    {
      blueprint: due.blueprintId,
      input: { event: { scheduledFor: due.scheduledFor.toISOString() } },
      version: "live",
      channel: "schedule",
      triggerNodeId: due.nodeId,
      ids: { runId: idFor("run"), conversationId: idFor("conversation") },
    },
  );
}
