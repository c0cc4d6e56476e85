import "server-only";
import { databasePool } from "#db/client.server.ts";
import { readEvents } from "#db/queries/run-log.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import type { RequestFacts } from "#lib/api/handle.server.ts";
import { followRun } from "./follow-run.server.ts";
import { requireRun } from "./read-runs.server.ts";
import { streamEvents } from "./stream-events.server.ts";

type Events = (typeof runContracts)["events"];

/** The durable events after a number as JSON, or everything as it happens as SSE, resumed by `Last-Event-ID`. */
export async function answerRunEvents(
  actor: Actor,
  { params, query }: ContractInput<Events>,
  request: RequestFacts,
): Promise<ContractOutput<Events> | Response> {
  await requireRun(actor, params.id);
  if (!request.headers.get("accept")?.includes("text/event-stream"))
    return { items: await readEvents(databasePool(), actor.workspaceId, params.id, query.after) };
  const resumed = Number(request.headers.get("last-event-id"));
  const after = Number.isSafeInteger(resumed) && resumed > query.after ? resumed : query.after;
  return streamEvents((signal) => followRun(actor.workspaceId, params.id, { after, signal }), request.signal);
}
