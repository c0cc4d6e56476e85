import {
  type AskedTurn,
  argumentText,
  demand,
  piecesOf,
  recordsOf,
  sseEvent,
  textOf,
  type WireDialect,
  type WireRequest,
} from "./wire-dialect.ts";

type Reply = Parameters<WireDialect["stream"]>[0];

/** Mistral's chat completions: ids of nine characters, whole calls in one piece, usage in the last one. */
export const mistralWire: WireDialect = {
  provider: "mistral",
  isKeyed: ({ headers }) => headers.authorization === "Bearer key-mistral",
  isAddress: ({ path }) => path === "/v1/chat/completions",
  read: (request) => {
    for (const call of recordsOf(request.body.messages).flatMap((message) => recordsOf(message.tool_calls)))
      demand(/^[a-zA-Z0-9]{9}$/.test(String(call.id)), "Tool call id has to be defined and of length 9.");
    return readChat(request);
  },
  stream: (reply, asked) =>
    streamChat(reply, asked, {
      callId: (index) => `call0000${index + 1}`,
      last: { usage: usageOf(reply) },
      split: false,
    }),
  error: (_status, message) => ({
    object: "error",
    message,
    type: "invalid_request_error",
    param: null,
    code: "1",
  }),
};

/** Groq's chat completions: arguments in pieces, usage in a field of its own. */
export const groqWire: WireDialect = {
  provider: "groq",
  isKeyed: ({ headers }) => headers.authorization === "Bearer key-groq",
  isAddress: ({ path }) => path === "/openai/v1/chat/completions",
  read: readChat,
  stream: (reply, asked) =>
    streamChat(reply, asked, {
      callId: (index) => `call_${index + 1}`,
      last: { x_groq: { id: "req_1", usage: usageOf(reply) } },
      split: true,
    }),
  error: (_status, message) => ({ error: { message, type: "invalid_request_error" } }),
};

function readChat({ body }: WireRequest): AskedTurn {
  demand(body.stream === true, "This server only streams.");
  const messages = recordsOf(body.messages);
  demand(messages.length > 0, "messages: at least one message is required");
  const calls = messages.flatMap((message) => recordsOf(message.tool_calls)).map((call) => call.id);
  const results = messages.filter((message) => message.role === "tool");
  demand(
    calls.every((id) => results.some((message) => message.tool_call_id === id)),
    "Not the same number of function calls and responses",
  );
  return {
    model: String(body.model),
    system: textOf(messages.find((message) => message.role === "system")?.content),
    user: textOf(messages.findLast((message) => message.role === "user")?.content),
    toolResults: results.map((message) => textOf(message.content)),
    toolNames: recordsOf(body.tools).map((tool) =>
      String((tool.function as { name?: unknown } | undefined)?.name),
    ),
  };
}

function streamChat(
  reply: Reply,
  asked: AskedTurn,
  way: { callId: (index: number) => string; last: Record<string, unknown>; split: boolean },
): string[] {
  const head = {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: asked.model,
  };
  const delta = (content: Record<string, unknown>, finish: string | null = null, more = {}) =>
    sseEvent({ ...head, choices: [{ index: 0, delta: content, finish_reason: finish }], ...more });
  const calls = (reply.toolCalls ?? []).flatMap((call, index) => {
    const text = argumentText(call.arguments);
    const id = call.id ?? way.callId(index);
    const begun = (part: string) => ({
      index,
      id,
      type: "function",
      function: { name: call.name, arguments: part },
    });
    return way.split ? [begun(""), { index, function: { arguments: text } }] : [begun(text)];
  });
  return [
    delta({ role: "assistant", content: "" }),
    ...piecesOf(reply.text ?? "").map((content) => delta({ content })),
    ...calls.map((call) => delta({ tool_calls: [call] })),
    delta({ content: "" }, calls.length > 0 ? "tool_calls" : "stop", way.last),
    "data: [DONE]\n\n",
  ];
}

function usageOf(reply: Reply) {
  const { inputTokens, outputTokens } = reply.usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}
