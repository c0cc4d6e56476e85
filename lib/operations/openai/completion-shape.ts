import type { ChatCitation } from "#lib/api/contracts/chat.ts";
import type { RunUsage } from "#lib/run-events/events.ts";

/** Why an answer ended, in OpenAI's words. */
export type FinishReason = "stop" | "content_filter";

/** What stands at the head of a completion and of all its chunks. */
export type CompletionHead = { id: string; created: number; model: string };

/** What we add beside OpenAI's fields, for callers that look. */
export type CompletionNote = {
  run_id: string;
  conversation_id: string;
  status: "succeeded" | "waiting";
  citations: ChatCitation[];
};

/** A whole answer as OpenAI's `chat.completion`. */
export function completionOf(
  head: CompletionHead,
  end: { text: string; finishReason: FinishReason; usage: RunUsage; note: CompletionNote },
) {
  const message = { role: "assistant", content: end.text, refusal: null };
  return {
    ...head,
    object: "chat.completion",
    choices: [{ index: 0, message, logprobs: null, finish_reason: end.finishReason }],
    usage: usageOf(end.usage),
    aimwright: end.note,
  };
}

/** The chunks of a streamed answer, each a server-sent event; with usage, all but the last carry `usage: null`. */
export function chunkWriter(head: CompletionHead, includeUsage: boolean) {
  const base = { ...head, object: "chat.completion.chunk" };
  const chunk = (delta: Record<string, unknown>, finishReason: FinishReason | null, more = {}) =>
    serverSent({
      ...base,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
      ...(includeUsage ? { usage: null } : {}),
      ...more,
    });
  return {
    role: () => chunk({ role: "assistant", content: "" }, null),
    content: (text: string) => chunk({ content: text }, null),
    finish: (reason: FinishReason, note: CompletionNote) => chunk({}, reason, { aimwright: note }),
    usage: (usage: RunUsage) =>
      includeUsage ? serverSent({ ...base, choices: [], usage: usageOf(usage) }) : "",
    error: (body: unknown) => serverSent(body),
    done: () => "data: [DONE]\n\n",
  };
}

function serverSent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function usageOf({ inputTokens, outputTokens }: RunUsage) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}
