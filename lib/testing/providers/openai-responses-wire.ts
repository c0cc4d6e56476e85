import {
  argumentText,
  demand,
  piecesOf,
  recordsOf,
  sseEvent,
  textOf,
  type WireDialect,
} from "./wire-dialect.ts";

/** OpenAI's Responses API, which its package calls: items that open and close, calls and results as items of their own. */
export const openAiResponsesWire: WireDialect = {
  provider: "openai",
  isKeyed: ({ headers }) => headers.authorization === "Bearer key-openai",
  isAddress: ({ path }) => path === "/v1/responses",
  read: ({ body }) => {
    demand(body.stream === true, "This server only streams.");
    // Nothing of a conversation may stay behind at the provider.
    demand(body.store === false, "store: expected false");
    const input = recordsOf(body.input);
    const calls = input.filter((item) => item.type === "function_call").map((item) => item.call_id);
    const outputs = input.filter((item) => item.type === "function_call_output");
    demand(
      calls.every((id) => outputs.some((item) => item.call_id === id)),
      "No tool output found for function call.",
    );
    const messages = input.filter((item) => item.role !== undefined);
    return {
      model: String(body.model),
      system: messages
        .filter((item) => item.role === "system" || item.role === "developer")
        .map((item) => textOf(item.content))
        .join("\n"),
      user: textOf(messages.findLast((item) => item.role === "user")?.content),
      toolResults: outputs.map((item) => textOf(item.output)),
      toolNames: recordsOf(body.tools).map((tool) => String(tool.name)),
    };
  },
  stream: (reply, asked) => {
    let sequence = 0;
    const named = (event: { type: string; [field: string]: unknown }) =>
      sseEvent({ ...event, sequence_number: sequence++ }, event.type);
    const response = {
      id: "resp_1",
      object: "response",
      created_at: 1_700_000_000,
      model: asked.model,
      service_tier: "default",
      status: "in_progress",
    };
    const { inputTokens, outputTokens, cachedInputTokens = 0 } = reply.usage;
    const calls = reply.toolCalls ?? [];
    const message = { type: "message", id: "msg_1", role: "assistant", status: "in_progress", content: [] };
    const first = reply.text ? 1 : 0;
    return [
      named({ type: "response.created", response }),
      named({ type: "response.in_progress", response }),
      ...(reply.text
        ? [
            named({ type: "response.output_item.added", output_index: 0, item: message }),
            ...piecesOf(reply.text).map((delta) =>
              named({
                type: "response.output_text.delta",
                item_id: "msg_1",
                output_index: 0,
                content_index: 0,
                delta,
                logprobs: [],
              }),
            ),
            named({
              type: "response.output_item.done",
              output_index: 0,
              item: {
                ...message,
                status: "completed",
                content: [{ type: "output_text", text: reply.text, annotations: [] }],
              },
            }),
          ]
        : []),
      ...calls.flatMap((call, index) => {
        const text = argumentText(call.arguments);
        const item = {
          type: "function_call",
          id: `fc_${index + 1}`,
          call_id: call.id ?? `call_${index + 1}`,
          name: call.name,
          arguments: "",
          status: "in_progress",
        };
        const at = { item_id: item.id, output_index: first + index };
        return [
          named({ type: "response.output_item.added", output_index: at.output_index, item }),
          named({ type: "response.function_call_arguments.delta", ...at, delta: text }),
          named({ type: "response.function_call_arguments.done", ...at, arguments: text }),
          named({
            type: "response.output_item.done",
            output_index: at.output_index,
            item: { ...item, arguments: text, status: "completed" },
          }),
        ];
      }),
      named({
        type: "response.completed",
        response: {
          ...response,
          status: "completed",
          incomplete_details: null,
          usage: {
            input_tokens: inputTokens,
            input_tokens_details: { cached_tokens: cachedInputTokens },
            output_tokens: outputTokens,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: inputTokens + outputTokens,
          },
        },
      }),
    ];
  },
  error: (status, message) => ({
    error: {
      message,
      type: status === 429 ? "rate_limit_error" : "invalid_request_error",
      param: null,
      code: null,
    },
  }),
};
