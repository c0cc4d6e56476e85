import type {
  JSONValue,
  LanguageModelV4FunctionTool,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultOutput,
} from "@ai-sdk/provider";
import type { TurnMessage, TurnTool } from "./turn-message.ts";

type ToolMessage = Extract<LanguageModelV4Prompt[number], { role: "tool" }>;

/** Our plain messages in the provider interface's form; neighbouring tool results share one message, as providers demand. */
export function toProviderPrompt(system: string, messages: readonly TurnMessage[]): LanguageModelV4Prompt {
  const prompt: LanguageModelV4Prompt = [];
  // Lone surrogates make some providers refuse the whole request.
  if (system) prompt.push({ role: "system", content: system.toWellFormed() });
  let openToolMessage: ToolMessage | undefined;
  for (const message of messages) {
    if (message.role === "tool") {
      if (!openToolMessage) {
        openToolMessage = { role: "tool", content: [] };
        prompt.push(openToolMessage);
      }
      openToolMessage.content.push({
        type: "tool-result",
        toolCallId: message.toolCallId,
        toolName: message.name,
        output: toOutput(message.result, message.isError === true),
      });
      continue;
    }
    openToolMessage = undefined;
    if (message.role === "user") {
      prompt.push({ role: "user", content: [{ type: "text", text: message.text.toWellFormed() }] });
    } else if (message.text || message.toolCalls.length > 0) {
      prompt.push({
        role: "assistant",
        content: [
          ...(message.text ? [{ type: "text" as const, text: message.text.toWellFormed() }] : []),
          ...message.toolCalls.map((call) => ({
            type: "tool-call" as const,
            toolCallId: call.id,
            toolName: call.name,
            // Providers want an object here, also for a call whose arguments could not be read.
            input: isObject(call.arguments) ? call.arguments : {},
          })),
        ],
      });
    }
  }
  return prompt;
}

/** Our tools in the provider interface's form. */
export function toProviderTools(tools: readonly TurnTool[]): LanguageModelV4FunctionTool[] {
  return tools.map((tool) => ({
    type: "function",
    name: tool.name,
    description: tool.description,
    inputSchema: tool.inputSchema,
  }));
}

function toOutput(result: unknown, isError: boolean): LanguageModelV4ToolResultOutput {
  if (typeof result === "string")
    return { type: isError ? "error-text" : "text", value: result.toWellFormed() };
  // Results are stored as JSON before they come here, so this only drops the `unknown`.
  const value = (result ?? null) as JSONValue;
  return { type: isError ? "error-json" : "json", value };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
