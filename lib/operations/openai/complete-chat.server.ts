import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { requestCancel } from "#db/queries/runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { openAiContracts } from "#lib/api/contracts/openai.ts";
import type { RequestFacts } from "#lib/api/handle.server.ts";
import { openAiErrorBody } from "#lib/api/openai-error.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { depthHeader } from "#lib/net/nested-fetch.ts";
import { type StartedRun, startRun } from "#lib/operations/runs/start-run.server.ts";
import { chunkWriter, completionOf } from "./completion-shape.ts";
import { followCompletion } from "./follow-completion.server.ts";
import { startableModel } from "./published-models.server.ts";
import { ignoredFields, readMessages } from "./read-messages.ts";

const pingEveryMs = 15_000;
const deepest = 5;

/** Starts a run of a published blueprint and answers in OpenAI's shape; a caller that hangs up stops the run. */
export async function completeChat(
  actor: Actor,
  { body }: ContractInput<typeof openAiContracts.complete>,
  request: RequestFacts,
): Promise<Response> {
  authorize(actor, "run.start");
  const model = await startableModel(actor, body.model);
  const { question, told, hasInstructions } = readMessages(body.messages);
  const user = body.user ?? null;
  const name = body.metadata?.conversation_id;
  const started = await startRun(actor, {
    blueprint: model.blueprintId,
    triggerNodeId: model.triggerNodeId,
    input: { text: question },
    version: "live",
    channel: "openai",
    contact: user === null ? undefined : { key: user },
    // Two users may call their conversations by the same name.
    conversationKey: name === undefined ? undefined : JSON.stringify([user, name]),
    alone: true,
    told,
    depth: depthOf(request.headers),
  });
  const ignored = ignoredFields(body, hasInstructions);
  const headers = {
    "x-aimwright-run-id": started.runId,
    "x-aimwright-conversation-id": started.conversationId,
    ...(ignored === null ? {} : { "x-aimwright-ignored": ignored }),
  };
  const head = {
    id: `chatcmpl-${started.runId}`,
    created: Math.floor(Date.now() / 1000),
    model: body.model,
  };
  if (body.stream) {
    const write = chunkWriter(head, body.stream_options?.include_usage === true);
    return streamCompletion(actor, started, write, request.signal, headers);
  }
  const end = await followCompletion(actor.workspaceId, started, request.signal, () => undefined);
  if (end === null) {
    await stopUnheard(actor, started);
    throw new AppError("cancelled", "The caller went away, so the run was stopped.");
  }
  if (end.ok) return Response.json(completionOf(head, end), { headers });
  // Clients repeat a 5xx by themselves, and a repeated run would do again what this one has done.
  const failed = openAiErrorBody(new AppError(end.error.code, end.error.message));
  return Response.json(failed, { status: 422, headers: { ...headers, "x-should-retry": "false" } });
}

// Blueprints that are each other's models in a circle would otherwise ask until every worker waits for another.
function depthOf(headers: Headers): number {
  const depth = Number(headers.get(depthHeader) ?? 0);
  if (!(depth > deepest)) return Number.isSafeInteger(depth) && depth > 0 ? depth : 0;
  throw new AppError(
    "limit_reached",
    `More than ${deepest} blueprints ask one another. Look for one that has itself as its model, perhaps through others.`,
  );
}

function streamCompletion(
  actor: Actor,
  started: StartedRun,
  write: ReturnType<typeof chunkWriter>,
  signal: AbortSignal,
  headers: Record<string, string>,
): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const both = AbortSignal.any([signal, gone.signal]);
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (text !== "" && !both.aborted) controller.enqueue(encoder.encode(text));
      };
      send(write.role());
      const ping = setInterval(() => send(": ping\n\n"), pingEveryMs);
      try {
        const end = await followCompletion(actor.workspaceId, started, both, (text) =>
          send(write.content(text)),
        );
        if (end === null) return await stopUnheard(actor, started);
        if (end.ok) {
          send(write.finish(end.finishReason, end.note));
          send(write.usage(end.usage));
          send(write.done());
        } else send(write.error(openAiErrorBody(new AppError(end.error.code, end.error.message))));
        if (!both.aborted) controller.close();
      } catch (caught) {
        if (!both.aborted) controller.error(caught);
      } finally {
        clearInterval(ping);
      }
    },
    cancel: () => gone.abort(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      ...headers,
    },
  });
}

// A run that waits for a person goes on without its caller: somebody may be deciding already.
async function stopUnheard(actor: Actor, { runId }: StartedRun): Promise<void> {
  if (!(await requestCancel(databasePool(), actor.workspaceId, runId, { alsoWaiting: false }))) return;
  const after = { reason: "The caller closed the connection." };
  await recordAudit(database(), actor, { action: "run.cancelled", noun: "run", nounId: runId, after });
}
