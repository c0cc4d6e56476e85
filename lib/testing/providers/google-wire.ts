import { demand, piecesOf, recordsOf, sseEvent, textOf, type WireDialect } from "./wire-dialect.ts";

const address = /^\/v1beta\/models\/([^:/]+):streamGenerateContent$/;

/** Gemini's streamGenerateContent: whole parts in unnamed events, function arguments as objects, usage in each event. */
export const googleWire: WireDialect = {
  provider: "google",
  isKeyed: ({ headers }) => headers["x-goog-api-key"] === "key-google",
  isAddress: ({ path, query }) => address.test(path) && query.get("alt") === "sse",
  read: ({ path, body }) => {
    const contents = recordsOf(body.contents);
    demand(contents.length > 0, "GenerateContentRequest.contents: contents is not specified");
    const parts = contents.map((content) => {
      demand(content.role === "user" || content.role === "model", "Please use a valid role: user, model.");
      return recordsOf(content.parts);
    });
    for (const [index, turn] of parts.entries()) {
      const calls = turn.filter((part) => part.functionCall).length;
      const answers = (parts[index + 1] ?? []).filter((part) => part.functionResponse).length;
      demand(
        calls === 0 || calls === answers,
        "The number of function response parts must equal the number of function call parts of the function call turn.",
      );
    }
    const said = parts.flat();
    const asked = parts.filter((_, index) => contents[index]?.role === "user").flat();
    return {
      model: address.exec(path)?.[1] ?? "",
      system: textOf((body.systemInstruction as { parts?: unknown } | undefined)?.parts),
      user: String(asked.findLast((part) => typeof part.text === "string")?.text ?? ""),
      toolResults: said
        .filter((part) => part.functionResponse)
        .map((part) => JSON.stringify((part.functionResponse as { response?: unknown }).response)),
      toolNames: recordsOf(body.tools)
        .flatMap((tool) => recordsOf(tool.functionDeclarations))
        .map((tool) => String(tool.name)),
    };
  },
  stream: (reply, asked) => {
    const { inputTokens, outputTokens, cachedInputTokens } = reply.usage;
    const usageMetadata = {
      promptTokenCount: inputTokens,
      candidatesTokenCount: outputTokens,
      totalTokenCount: inputTokens + outputTokens,
      ...(cachedInputTokens === undefined ? {} : { cachedContentTokenCount: cachedInputTokens }),
    };
    const chunk = (parts: unknown[], finishReason?: string) =>
      sseEvent({
        candidates: [
          { content: { role: "model", parts }, index: 0, ...(finishReason ? { finishReason } : {}) },
        ],
        usageMetadata,
        modelVersion: asked.model,
        responseId: "response-1",
      });
    return [
      ...piecesOf(reply.text ?? "").map((text) => chunk([{ text }])),
      ...(reply.toolCalls ?? []).map((call) =>
        chunk([
          {
            functionCall: {
              name: call.name,
              args: typeof call.arguments === "string" ? { text: call.arguments } : call.arguments,
            },
          },
        ]),
      ),
      chunk([{ text: "" }], "STOP"),
    ];
  },
  error: (status, message) => ({
    error: { code: status, message, status: status === 429 ? "RESOURCE_EXHAUSTED" : "INVALID_ARGUMENT" },
  }),
};
