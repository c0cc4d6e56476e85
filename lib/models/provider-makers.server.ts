import "server-only";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createGroq } from "@ai-sdk/groq";
import { createMistral } from "@ai-sdk/mistral";
import { createOpenAI } from "@ai-sdk/openai";
import type { EmbeddingModelV4, LanguageModelV4 } from "@ai-sdk/provider";
import type { HostedProvider } from "./model-providers.ts";

/** Where a provider's package is pointed, with what, and through which door. */
export type ProviderAccess = { apiKey: string; baseURL?: string; fetch: typeof globalThis.fetch };

/** What a provider's package makes; without `embedding` the service has no embedding models. */
export type ProviderMaker = (access: ProviderAccess) => {
  language: (modelId: string) => LanguageModelV4;
  embedding?: (modelId: string) => EmbeddingModelV4;
};

/** The package behind each provider. */
export const providerMakers: Readonly<Record<HostedProvider, ProviderMaker>> = {
  openai: (access) => {
    const made = createOpenAI(access);
    return { language: made.languageModel, embedding: made.embeddingModel };
  },
  anthropic: (access) => ({ language: createAnthropic(access).languageModel }),
  google: (access) => {
    const made = createGoogleGenerativeAI(access);
    return { language: made.languageModel, embedding: made.embeddingModel };
  },
  mistral: (access) => {
    const made = createMistral(access);
    return { language: made.languageModel, embedding: made.embeddingModel };
  },
  groq: (access) => ({ language: createGroq(access).languageModel }),
};
