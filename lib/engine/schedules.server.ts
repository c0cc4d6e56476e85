import "server-only";
import { z } from "zod";
import { databasePool } from "#db/client.server.ts";
import { advanceSchedule, findDueSchedules } from "#db/queries/triggers.server.ts";
import { nextCronTime } from "#lib/foundation/cron.ts";

const config = z.object({ cron: z.string(), timezone: z.string() });

/** A schedule that is due and has been claimed: whoever gets it starts its run. */
export type DueSchedule = { workspaceId: string; blueprintId: string; nodeId: string; scheduledFor: Date };

/** Claims the schedules that are due, each time once across all workers, and hands them to `start`. */
export async function fireDueSchedules(start: (due: DueSchedule) => Promise<void>): Promise<void> {
  const pool = databasePool();
  for (const due of await findDueSchedules(pool)) {
    const { cron, timezone } = config.parse(due.config);
    const next = nextCronTime(cron, timezone, new Date());
    if (!(await advanceSchedule(pool, due.id, due.nextAt, next))) continue;
    await start({
      workspaceId: due.workspaceId,
      blueprintId: due.blueprintId,
      nodeId: due.nodeId,
      scheduledFor: due.nextAt,
    });
  }
}
