import "server-only";
import { createUIMessageStream, createUIMessageStreamResponse, type UIMessage } from "ai";
import type { ChatCitation, ChatDocument, ChatHandoff, ChatSaid } from "#lib/api/contracts/chat.ts";
import { followRun } from "#lib/operations/runs/follow-run.server.ts";
import type { StartedRun } from "#lib/operations/runs/start-run.server.ts";
import { handoffAfter, saidBy } from "./heard-by-contact.ts";
import { textPieces } from "./text-pieces.ts";

const pingEveryMs = 15_000;

type HostedMessage = UIMessage<
  { conversationId: string; runId: string; isWithPerson: boolean },
  {
    /** A whole answer, which stands instead of the pieces streamed before it. */
    answer: { text: string; citations: ChatCitation[] };
    /** What a person, or the contact to that person, wrote; a person's words are streamed as text before it. */
    said: ChatSaid;
    /** A person is asked, has taken over, or has left. */
    handoff: ChatHandoff;
    document: ChatDocument;
    status: { status: HostedStatus };
    /** Nothing; it keeps a connection open that waits for a person. */
    ping: null;
  }
>;

/** What a contact may hear of a run, from its beginning, as a UI message stream. */
export function streamToContact(
  workspaceId: string,
  { runId, conversationId, isWithPerson }: StartedRun,
  signal: AbortSignal,
): Response {
  const stream = createUIMessageStream<HostedMessage>({
    execute: async ({ writer }) => {
      writer.write({
        type: "start",
        messageId: runId,
        messageMetadata: { conversationId, runId, isWithPerson },
      });
      const ping = setInterval(
        () => writer.write({ type: "data-ping", data: null, transient: true }),
        pingEveryMs,
      );
      const pieces = textPieces((chunk) => writer.write(chunk));
      const tell = (status: HostedStatus) =>
        writer.write({ type: "data-status", data: { status }, transient: true });
      let answers = 0;
      let isClosed = false;
      try {
        for await (const { seq, event } of followRun(workspaceId, runId, { after: 0, signal })) {
          const said = saidBy(event);
          const handoff = handoffAfter(event);
          if (event.type === "message.delta") pieces.add(`${event.nodeId}:${event.turn}`, event);
          if (event.type === "run.waiting") tell("waiting");
          if (event.type === "run.resumed") tell("running");
          if (event.type === "artifact.created") {
            const { id, name, size } = event.artifact;
            writer.write({ type: "data-document", id, data: { id, name, size } });
          }
          if (event.type === "message.completed" && said) {
            answers++;
            pieces.complete(event.messageId, said.text);
            const { text, citations } = said;
            writer.write({ type: "data-answer", id: event.messageId, data: { text, citations } });
          } else if (said) {
            const id = `said-${seq}`;
            if (said.from === "person") pieces.complete(id, said.text);
            writer.write({ type: "data-said", id, data: said });
          }
          if (handoff) {
            isClosed = handoff.state === "closed";
            writer.write({ type: "data-handoff", id: "handoff", data: handoff });
          }
          if (event.type !== "run.finished") continue;
          if (answers === 0 && event.answer && !isClosed) {
            pieces.complete("answer", event.answer);
            writer.write({
              type: "data-answer",
              id: "answer",
              data: { text: event.answer, citations: [] },
            });
          }
          pieces.end();
          tell(event.status);
          if (event.status !== "succeeded" && !event.answer)
            writer.write({ type: "error", errorText: "No answer could be given. Try again in a moment." });
        }
      } finally {
        clearInterval(ping);
      }
    },
    onError: () => "The answer broke off. Reload the page to see the rest.",
  });
  return createUIMessageStreamResponse({
    stream,
    headers: { "cache-control": "no-cache, no-transform", "x-conversation-id": conversationId },
  });
}

type HostedStatus = "running" | "waiting" | "succeeded" | "failed" | "cancelled";
