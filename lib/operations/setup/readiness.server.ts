import "server-only";
import { database } from "#db/client.server.ts";
import { isMigrated } from "#db/queries/health.server.ts";
import { logFailure } from "#lib/foundation/log-failure.server.ts";

/** Whether the database is reachable and migrated; the reason for a no goes to the log, not to the caller. */
export async function readiness(): Promise<boolean> {
  try {
    return await isMigrated(database());
  } catch (caught) {
    logFailure("ready", caught);
    return false;
  }
}
