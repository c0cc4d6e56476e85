import {
  argumentText,
  demand,
  piecesOf,
  recordsOf,
  sseEvent,
  textOf,
  type WireDialect,
} from "./wire-dialect.ts";

/** The Messages API: named events, blocks that start and stop, usage in two places. */
export const anthropicWire: WireDialect = {
  provider: "anthropic",
  isKeyed: ({ headers }) => headers["x-api-key"] === "key-anthropic",
  isAddress: ({ path }) => path === "/v1/messages",
  read: ({ headers, body }) => {
    demand(headers["anthropic-version"] === "2023-06-01", "anthropic-version: header is required");
    demand(typeof body.max_tokens === "number" && body.max_tokens > 0, "max_tokens: Field required");
    const messages = recordsOf(body.messages);
    demand(messages[0]?.role === "user", "messages: first message must use the user role");
    const blocks = messages.map((message) =>
      typeof message.content === "string"
        ? [{ type: "text", text: message.content }]
        : recordsOf(message.content),
    );
    for (const [index, content] of blocks.entries()) {
      const used = content.filter((block) => block.type === "tool_use").map((block) => block.id);
      const answered = (blocks[index + 1] ?? [])
        .filter((block) => block.type === "tool_result")
        .map((block) => block.tool_use_id);
      demand(
        used.every((id) => answered.includes(id)),
        "tool_use ids were found without tool_result blocks immediately after",
      );
    }
    const said = blocks.flat();
    const asked = blocks.filter((_, index) => messages[index]?.role === "user").flat();
    return {
      model: String(body.model),
      system: textOf(body.system),
      user: String(asked.findLast((block) => block.type === "text")?.text ?? ""),
      toolResults: said.filter((block) => block.type === "tool_result").map((block) => textOf(block.content)),
      toolNames: recordsOf(body.tools).map((tool) => String(tool.name)),
    };
  },
  stream: (reply, asked) => {
    const { inputTokens, outputTokens, cachedInputTokens = 0 } = reply.usage;
    const started = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: asked.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: inputTokens - cachedInputTokens,
        cache_read_input_tokens: cachedInputTokens,
        cache_creation_input_tokens: 0,
        output_tokens: 1,
      },
    };
    const blocks = [
      ...(reply.text
        ? [{ start: { type: "text", text: "" }, deltas: piecesOf(reply.text).map(textDelta) }]
        : []),
      ...(reply.toolCalls ?? []).map((call, index) => ({
        start: { type: "tool_use", id: call.id ?? `toolu_${index + 1}`, name: call.name, input: {} },
        deltas: halves(argumentText(call.arguments)).map((part) => ({
          type: "input_json_delta",
          partial_json: part,
        })),
      })),
    ];
    const stop = reply.toolCalls?.length ? "tool_use" : "end_turn";
    return [
      named({ type: "message_start", message: started }),
      named({ type: "ping" }),
      ...blocks.flatMap(({ start, deltas }, index) => [
        named({ type: "content_block_start", index, content_block: start }),
        ...deltas.map((delta) => named({ type: "content_block_delta", index, delta })),
        named({ type: "content_block_stop", index }),
      ]),
      named({
        type: "message_delta",
        delta: { stop_reason: stop, stop_sequence: null },
        usage: { output_tokens: outputTokens },
      }),
      named({ type: "message_stop" }),
    ];
  },
  error: (status, message) => ({
    type: "error",
    error: { type: errorTypes[status] ?? "invalid_request_error", message },
    request_id: "req_1",
  }),
};

const errorTypes: Record<number, string> = {
  401: "authentication_error",
  404: "not_found_error",
  429: "rate_limit_error",
  500: "api_error",
};

function named(event: { type: string; [field: string]: unknown }): string {
  return sseEvent(event, event.type);
}

function textDelta(text: string) {
  return { type: "text_delta", text };
}

function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}
