import "server-only";
import { z } from "zod";
import { databasePool } from "#db/client.server.ts";
import { advanceSchedule, findDueSchedules } from "#db/queries/triggers.server.ts";
import { nextCronTime } from "#lib/foundation/cron.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { isPassingOutage } from "./database-retry.server.ts";

const configSchema = z.object({ cron: z.string(), timezone: z.string() });

/** A schedule that is due. Its run is told apart by `triggerId` and `scheduledFor`, so starting it twice starts one. */
export type DueSchedule = {
  triggerId: string;
  workspaceId: string;
  blueprintId: string;
  nodeId: string;
  scheduledFor: Date;
};

type Due = Awaited<ReturnType<typeof findDueSchedules>>[number];

/**
 * Starts the run of every schedule that is due, then moves the schedule on: a crash in between starts the same run
 * again, which changes nothing. A schedule that cannot start says why to its author and does not hold up the others.
 */
export async function fireDueSchedules(start: (due: DueSchedule) => Promise<void>): Promise<void> {
  const pool = databasePool();
  for (const due of await findDueSchedules(pool)) {
    const next = nextTimeOf(due);
    const error = next === undefined ? unreadable : await tryToStart(due, start);
    await advanceSchedule(pool, due, next ?? null, error);
  }
}

const unreadable =
  "The time of this schedule can no longer be read. Set it again in the designer and publish the blueprint.";

// Counted from now: of several times missed while nothing ran, one is made up.
function nextTimeOf(due: Due): Date | null | undefined {
  try {
    const { cron, timezone } = configSchema.parse(due.config);
    return nextCronTime(cron, timezone, new Date());
  } catch (caught) {
    log().error({ err: caught, trigger: due.id }, "a schedule cannot be read");
    return undefined;
  }
}

async function tryToStart(due: Due, start: (due: DueSchedule) => Promise<void>): Promise<string | null> {
  try {
    await start({
      triggerId: due.id,
      workspaceId: due.workspaceId,
      blueprintId: due.blueprintId,
      nodeId: due.nodeId,
      scheduledFor: due.nextAt,
    });
    return null;
  } catch (caught) {
    // While PostgreSQL is away nothing can be recorded either: the schedule stays due and the next round has it.
    if (isPassingOutage(caught)) throw caught;
    log().error({ err: caught, trigger: due.id }, "a schedule could not start its run");
    return toAppError(caught).message;
  }
}
