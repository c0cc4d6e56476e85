import "server-only";
import { type ErrorCode, errorTable } from "#lib/foundation/errors.ts";
import { publicCitation } from "#lib/operations/chat/public-citation.ts";
import { textPieces } from "#lib/operations/chat/text-pieces.ts";
import { followRun } from "#lib/operations/runs/follow-run.server.ts";
import type { StartedRun } from "#lib/operations/runs/start-run.server.ts";
import type { RunUsage } from "#lib/run-events/events.ts";
import type { CompletionNote, FinishReason } from "./completion-shape.ts";

/** How a run looks to a caller who waits for one answer. */
export type CompletionEnd =
  | { ok: true; text: string; finishReason: FinishReason; usage: RunUsage; note: CompletionNote }
  | { ok: false; error: { code: ErrorCode; message: string } };

/**
 * Follows a run until it has answered, failed, or waits for a person; null when the signal came first. `say` hears
 * the text as it grows: what was said before an ability was used stands in it too, a blank line apart.
 */
export async function followCompletion(
  workspaceId: string,
  started: StartedRun,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<CompletionEnd | null> {
  const note = { run_id: started.runId, conversation_id: started.conversationId };
  const usage: RunUsage = { inputTokens: 0, outputTokens: 0, costUsd: null };
  const citations: CompletionNote["citations"] = [];
  let finishReason: FinishReason = "stop";
  let parts = 0;
  let waitsFor = "a person's reply";
  const pieces = textPieces((chunk) => {
    if (chunk.type === "text-start" && parts++ > 0) say("\n\n");
    if (chunk.type === "text-delta") say(chunk.delta);
  });
  if (started.isWithPerson) {
    const text = `Your message went to the person who has this conversation. What they answer is in the run ${started.runId}, under /api/v1/runs/${started.runId}.`;
    pieces.complete("with-person", text);
    return { ok: true, text, finishReason, usage, note: { ...note, status: "waiting", citations } };
  }
  for await (const { event } of followRun(workspaceId, started.runId, { after: 0, signal }))
    switch (event.type) {
      case "message.delta":
        pieces.add(`${event.nodeId}:${event.turn}`, event);
        break;
      case "message.completed":
        pieces.complete(event.messageId, event.text);
        citations.push(...event.citations.map(publicCitation));
        break;
      case "turn.completed":
        usage.inputTokens += event.usage.inputTokens;
        usage.outputTokens += event.usage.outputTokens;
        break;
      case "guardrail.tripped":
        if (event.mode === "block" && event.on !== "action") finishReason = "content_filter";
        break;
      case "approval.requested":
        waitsFor = `a person's approval of “${event.title}”`;
        break;
      case "run.waiting": {
        const text = `This waits for ${waitsFor}. The run ${started.runId} goes on when it is there, and keeps its answer under /api/v1/runs/${started.runId}.`;
        pieces.complete("waiting", text);
        return { ok: true, text, finishReason, usage, note: { ...note, status: "waiting", citations } };
      }
      case "run.finished": {
        const { answer, error } = event;
        if (event.status !== "succeeded" || answer === null)
          return { ok: false, error: { code: knownCode(error?.code), message: messageOf(error?.message) } };
        if (parts === 0) pieces.complete("answer", answer);
        const end = { text: answer, finishReason, usage: event.usage };
        return { ok: true, ...end, note: { ...note, status: "succeeded", citations } };
      }
    }
  return null;
}

function knownCode(code: string | undefined): ErrorCode {
  return code !== undefined && code in errorTable ? (code as ErrorCode) : "internal";
}

function messageOf(message: string | undefined): string {
  return message ?? "The run ended without an answer. Open it in the studio to see why.";
}
