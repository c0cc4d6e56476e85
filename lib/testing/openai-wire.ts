/** The part of a chat request that tests and handlers look at. */
export type ChatRequest = {
  model: string;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  messages: { role: string; content?: unknown; tool_calls?: unknown[]; tool_call_id?: string }[];
  tools?: { type: string; function: { name: string; description?: string; parameters: unknown } }[];
  input?: string | string[];
};

/** A reply in few words; `arguments` given as text goes out unchanged, so that it can be malformed. */
export type ChatReply = {
  text?: string;
  reasoning?: string;
  toolCalls?: { id?: string; name: string; arguments: Record<string, unknown> | string }[];
  usage?: { inputTokens: number; outputTokens: number; cachedInputTokens?: number };
  finishReason?: string;
};

const created = 1_700_000_000;
const id = "chatcmpl-test";

/** The reply as server-sent events, one string per event. */
export function streamOf(request: ChatRequest, reply: ChatReply): string[] {
  const head = { id, object: "chat.completion.chunk", created, model: request.model };
  const delta = (content: Record<string, unknown>) =>
    event({ ...head, choices: [{ index: 0, delta: content, finish_reason: null }] });
  const events = [delta({ role: "assistant", content: "" })];
  if (reply.reasoning) events.push(delta({ reasoning_content: reply.reasoning }));
  for (const word of (reply.text ?? "").match(/\s*\S+\s*/g) ?? []) events.push(delta({ content: word }));
  for (const [index, call] of (reply.toolCalls ?? []).entries()) {
    const text = argumentText(call.arguments);
    const half = Math.ceil(text.length / 2);
    const callId = call.id ?? `call_${index + 1}`;
    events.push(
      delta({
        tool_calls: [{ index, id: callId, type: "function", function: { name: call.name, arguments: "" } }],
      }),
    );
    events.push(delta({ tool_calls: [{ index, function: { arguments: text.slice(0, half) } }] }));
    events.push(delta({ tool_calls: [{ index, function: { arguments: text.slice(half) } }] }));
  }
  events.push(event({ ...head, choices: [{ index: 0, delta: {}, finish_reason: finishOf(reply) }] }));
  if (request.stream_options?.include_usage)
    events.push(event({ ...head, choices: [], usage: usageOf(request, reply) }));
  events.push("data: [DONE]\n\n");
  return events;
}

/** The reply as one JSON body. */
export function completionOf(request: ChatRequest, reply: ChatReply): unknown {
  const message = {
    role: "assistant",
    content: reply.text ?? null,
    ...(reply.reasoning ? { reasoning_content: reply.reasoning } : {}),
    ...(reply.toolCalls
      ? {
          tool_calls: reply.toolCalls.map((call, index) => ({
            id: call.id ?? `call_${index + 1}`,
            type: "function",
            function: { name: call.name, arguments: argumentText(call.arguments) },
          })),
        }
      : {}),
  };
  return {
    id,
    object: "chat.completion",
    created,
    model: request.model,
    choices: [{ index: 0, message, finish_reason: finishOf(reply) }],
    usage: usageOf(request, reply),
  };
}

/** Vectors from `embed`, or small steady ones: equal texts are equal and nothing else is promised. */
export function embeddingsOf(
  request: ChatRequest,
  embed: (text: string) => number[] = steadyVector,
): unknown {
  const inputs = Array.isArray(request.input) ? request.input : [request.input ?? ""];
  return {
    object: "list",
    data: inputs.map((text, index) => ({ object: "embedding", index, embedding: embed(text) })),
    model: request.model,
    usage: { prompt_tokens: inputs.length, total_tokens: inputs.length },
  };
}

function steadyVector(text: string): number[] {
  const embedding = new Array<number>(8).fill(0);
  for (const [position, character] of [...text].entries()) {
    const slot = position % embedding.length;
    embedding[slot] = ((embedding[slot] ?? 0) + (character.codePointAt(0) ?? 0) / 1000) % 1;
  }
  return embedding;
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function argumentText(value: Record<string, unknown> | string): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function finishOf(reply: ChatReply): string {
  return reply.finishReason ?? (reply.toolCalls?.length ? "tool_calls" : "stop");
}

function usageOf(request: ChatRequest, reply: ChatReply): unknown {
  const input = reply.usage?.inputTokens ?? Math.ceil(JSON.stringify(request.messages).length / 4);
  const output =
    reply.usage?.outputTokens ??
    Math.ceil((reply.text ?? "").length / 4) + (reply.toolCalls?.length ?? 0) * 10;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: reply.usage?.cachedInputTokens ?? 0 },
  };
}
