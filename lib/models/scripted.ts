import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Content } from "@ai-sdk/provider";
import { AppError } from "#lib/foundation/errors.ts";
import { streamContent } from "./stream-content.ts";

/** What the scripted model answers to one call; tool calls without an id get one. */
export type ScriptedStep = {
  text?: string;
  reasoning?: string;
  toolCalls?: { id?: string; name: string; arguments: Record<string, unknown> | string }[];
};

/** A model for tests: it answers step by step, and fails loudly on a call nobody foresaw. */
export type ScriptedModel = LanguageModelV4 & {
  /** Every call so far, as the provider interface got it. */
  readonly calls: LanguageModelV4CallOptions[];
  /** Throws when some of the script was never asked for. */
  assertConsumed: () => void;
};

/** Makes a scripted model; a step may be a function of the call. */
export function scriptedModel(
  steps: readonly (ScriptedStep | ((call: LanguageModelV4CallOptions, index: number) => ScriptedStep))[],
  modelId = "scripted-1",
): ScriptedModel {
  const calls: LanguageModelV4CallOptions[] = [];
  const next = (options: LanguageModelV4CallOptions): LanguageModelV4Content[] => {
    options.abortSignal?.throwIfAborted();
    const index = calls.push(options) - 1;
    const step = steps[index];
    if (!step)
      throw new AppError(
        "internal",
        `The script has ${steps.length} steps; call ${index + 1} was not foreseen.`,
      );
    return contentOf(typeof step === "function" ? step(options, index) : step, index);
  };
  return {
    specificationVersion: "v4",
    provider: "scripted",
    modelId,
    supportedUrls: {},
    calls,
    assertConsumed() {
      if (calls.length < steps.length)
        throw new Error(`Only ${calls.length} of ${steps.length} scripted steps were used.`);
    },
    async doGenerate(options) {
      const content = next(options);
      return { content, finishReason: finishOf(content), usage: usageOf(content), warnings: [] };
    },
    async doStream(options) {
      const content = next(options);
      return { stream: streamContent(content, finishOf(content), usageOf(content)) };
    },
  };
}

function contentOf(step: ScriptedStep, index: number): LanguageModelV4Content[] {
  const content: LanguageModelV4Content[] = [];
  if (step.reasoning) content.push({ type: "reasoning", text: step.reasoning });
  if (step.text) content.push({ type: "text", text: step.text });
  for (const [position, call] of (step.toolCalls ?? []).entries()) {
    content.push({
      type: "tool-call",
      toolCallId: call.id ?? `scripted-${index + 1}-${position + 1}`,
      toolName: call.name,
      input: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments),
    });
  }
  return content;
}

function finishOf(content: readonly LanguageModelV4Content[]): {
  unified: "tool-calls" | "stop";
  raw: string;
} {
  const unified = content.some((part) => part.type === "tool-call") ? "tool-calls" : "stop";
  return { unified, raw: unified };
}

function usageOf(content: readonly LanguageModelV4Content[]) {
  const output = content.length;
  return {
    inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: output, text: output, reasoning: undefined },
  };
}
