import "server-only";
import { databasePool } from "#db/client.server.ts";
import { lastEventNumber } from "#db/queries/run-work.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { runContracts } from "#lib/api/contracts/runs.ts";
import type { RequestFacts } from "#lib/api/handle.server.ts";
import { jsonResponse } from "#lib/api/json-response.server.ts";
import { followRun, waitForRun } from "./follow-run.server.ts";
import { presentRun } from "./present-run.server.ts";
import { requireRun } from "./read-runs.server.ts";
import { startRun } from "./start-run.server.ts";
import { streamEvents } from "./stream-events.server.ts";

type Start = (typeof runContracts)["start"];

/** Starts a run and answers in the way the caller asked for: its ids, the finished run, or its events. */
export async function startRunByRequest(
  actor: Actor,
  { params, query, body }: ContractInput<Start>,
  request: RequestFacts,
): Promise<ContractOutput<Start> | Response> {
  const { trigger, cache, breakpoints, ...rest } = body;
  const started = await startRun(actor, {
    ...rest,
    blueprint: params.id,
    channel: "api",
    triggerNodeId: trigger,
    ...(breakpoints
      ? {
          breakpoints: {
            ...(breakpoints.before ? { before: breakpoints.before } : {}),
            ...(breakpoints.after ? { after: breakpoints.after } : {}),
          },
        }
      : {}),
    bypassesCache: cache === "bypass",
  });
  // What was said before the message is known to whoever writes it.
  const after = started.isWithPerson ? await lastEventNumber(databasePool(), started.runId) : 0;
  if (request.headers.get("accept")?.includes("text/event-stream"))
    return streamEvents(
      (signal) => followRun(actor.workspaceId, started.runId, { after, signal }),
      request.signal,
      { "x-run-id": started.runId, "x-conversation-id": started.conversationId },
    );
  if (!query.wait || started.isWithPerson) return started;
  await waitForRun(started.runId, query.wait * 1000, request.signal);
  const run = presentRun(await requireRun(actor, started.runId));
  return jsonResponse(run, { status: run.finishedAt === null ? 202 : 200 });
}
