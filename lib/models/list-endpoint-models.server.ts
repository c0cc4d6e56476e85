import "server-only";
import { z } from "zod";
import { AppError } from "#lib/foundation/errors.ts";
import type { ResolveContext } from "./connect-provider.server.ts";
import type { ModelSettings } from "./model-settings.ts";
import { toProviderError } from "./provider-error.ts";

const listing = z.object({ data: z.array(z.object({ id: z.string().min(1).max(200) })).max(2000) });
const longestWaitMs = 3_000;

/** Asks an own endpoint which models it serves; any failure is an `AppError` that says what to check. */
export async function listEndpointModels(
  endpoint: ModelSettings["endpoints"][number],
  context: ResolveContext,
  signal: AbortSignal,
): Promise<string[]> {
  const key = endpoint.secret ? await context.secret(endpoint.secret) : undefined;
  try {
    const response = await context.fetch(`${endpoint.baseUrl.replace(/\/+$/, "")}/models`, {
      headers: { accept: "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      const message = `${endpoint.name} answered ${response.status} when asked for its models. Check its address and key.`;
      throw new AppError(
        response.status === 401 || response.status === 403 ? "provider_unauthorized" : "provider_failed",
        message,
      );
    }
    const parsed = listing.safeParse(await response.json());
    if (parsed.success) return parsed.data.data.map((model) => model.id).sort();
    const message = `${endpoint.name} did not list its models in the OpenAI form. Write the model's name yourself.`;
    throw new AppError("provider_failed", message);
  } catch (caught) {
    throw toProviderError(endpoint.name, caught);
  }
}
