import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { AppError } from "#lib/foundation/errors.ts";

/** A model that cannot be reached for a reason known beforehand; every call fails with that reason. */
export function unavailableModel(provider: string, modelId: string, reason: AppError): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider,
    modelId,
    supportedUrls: {},
    doGenerate: () => Promise.reject(reason),
    doStream: () => Promise.reject(reason),
  };
}
