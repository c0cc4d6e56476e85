import "server-only";
import { databasePool } from "#db/client.server.ts";
import { type DueFollowUp, findDueFollowUps, settleFollowUp } from "#db/queries/follow-ups.server.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { isPassingOutage } from "./database-retry.server.ts";

/**
 * Starts the run of every follow-up that is due, then marks it: its run's id is made from the follow-up, so a crash
 * in between starts the same run again, which changes nothing. One that cannot start says why and holds up no other.
 */
export async function fireDueFollowUps(start: (due: DueFollowUp) => Promise<string>): Promise<void> {
  const pool = databasePool();
  for (const due of await findDueFollowUps(pool)) await settleFollowUp(pool, due.id, await tried(due, start));
}

async function tried(due: DueFollowUp, start: (due: DueFollowUp) => Promise<string>) {
  try {
    return { startedRunId: await start(due) };
  } catch (caught) {
    // While PostgreSQL is away nothing can be recorded either: it stays due and the next round has it.
    if (isPassingOutage(caught)) throw caught;
    log().error({ err: caught, followUp: due.id }, "a follow-up could not start its run");
    return { error: toAppError(caught).message };
  }
}
