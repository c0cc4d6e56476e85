import "server-only";
import { databasePool } from "#db/client.server.ts";
import { readEvents } from "#db/queries/run-log.server.ts";
import type { StoredEvent } from "#lib/run-events/events.ts";

const batch = 1000;

/** Every durable event of a run, however many there are. The caller has checked whose run it is. */
export async function readWholeLog(workspaceId: string, runId: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const more = await readEvents(databasePool(), workspaceId, runId, events.at(-1)?.seq ?? 0, batch);
    events.push(...more);
    if (more.length < batch) return events;
  }
}
