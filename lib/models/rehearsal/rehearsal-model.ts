import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { streamContent } from "../stream-content.ts";
import { decide } from "./decide.ts";
import { readSituation } from "./situation.ts";

/** A deterministic model that needs no key and no network: it reads the briefing and applies rules to it. */
export function rehearsalModel(modelId = "rehearsal-1"): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "rehearsal",
    modelId,
    supportedUrls: {},
    async doGenerate(options) {
      const { content, usage } = answer(options);
      return { content, finishReason: finishReasonOf(content), usage, warnings: [] };
    },
    async doStream(options) {
      const { content, usage } = answer(options);
      return { stream: streamContent(content, finishReasonOf(content), usage) };
    },
  };
}

function answer(options: LanguageModelV4CallOptions): {
  content: LanguageModelV4Content[];
  usage: LanguageModelV4Usage;
} {
  options.abortSignal?.throwIfAborted();
  const situation = readSituation(options);
  const move = decide(situation);
  const turn = options.prompt.length;
  const content: LanguageModelV4Content[] = [];
  if (move.reasoning) content.push({ type: "reasoning", text: move.reasoning });
  if (move.text) content.push({ type: "text", text: move.text });
  for (const [index, call] of move.calls.entries()) {
    content.push({
      type: "tool-call",
      toolCallId: `rehearsal-${turn}-${index + 1}`,
      toolName: call.ability.name,
      input: JSON.stringify(call.arguments),
    });
  }
  return { content, usage: usageOf(options, content) };
}

function finishReasonOf(content: readonly LanguageModelV4Content[]): {
  unified: "tool-calls" | "stop";
  raw: string;
} {
  const unified = content.some((part) => part.type === "tool-call") ? "tool-calls" : "stop";
  return { unified, raw: unified };
}

/** Four characters a token: near enough for budgets to mean something in a rehearsal. */
function usageOf(
  options: LanguageModelV4CallOptions,
  content: readonly LanguageModelV4Content[],
): LanguageModelV4Usage {
  let characters = 0;
  for (const message of options.prompt) {
    if (message.role === "system") characters += message.content.length;
    else for (const part of message.content) characters += "text" in part ? part.text.length : 40;
  }
  let written = 0;
  for (const part of content)
    written +=
      part.type === "text" || part.type === "reasoning"
        ? part.text.length
        : part.type === "tool-call"
          ? part.input.length
          : 0;
  const input = Math.ceil(characters / 4);
  const output = Math.ceil(written / 4);
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: output, reasoning: undefined },
  };
}
