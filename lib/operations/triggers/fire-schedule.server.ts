import "server-only";
import type { DueSchedule } from "#lib/engine/schedules.server.ts";
import { startRun } from "#lib/operations/runs/start-run.server.ts";

/** Starts the run of a schedule that is due. */
export async function fireSchedule(due: DueSchedule): Promise<void> {
  await startRun(
    { kind: "system", id: "system", name: "Schedule", workspaceId: due.workspaceId, role: "operator" },
    {
      blueprint: due.blueprintId,
      input: { event: { scheduledFor: due.scheduledFor.toISOString() } },
      version: "live",
      channel: "schedule",
      triggerNodeId: due.nodeId,
    },
  );
}
