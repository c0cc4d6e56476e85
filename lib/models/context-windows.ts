import { isModelTier, splitModelRef } from "./model-ref.ts";
import { builtInProviders, type ModelSettings } from "./model-settings.ts";

/** What is known of a model before it is asked; `tokens` is null where nobody has told its window. */
export type ModelWindow = { provider: string; tokens: number | null };

type Known = readonly [prefix: string, tokens: number];

/**
 * Windows by provider and the beginning of the model's id, the longest beginning first. Where a family has several, the
 * smallest stands here: a window thought too small costs a checkpoint, one thought too large costs the turn.
 */
const windows: Readonly<Record<string, readonly Known[]>> = {
  openai: [
    ["gpt-4.1", 1_000_000],
    ["gpt-4o", 128_000],
    ["gpt-", 272_000],
    ["o3", 200_000],
    ["o4", 200_000],
  ],
  anthropic: [["claude-", 200_000]],
  google: [["gemini-", 1_000_000]],
  mistral: [["", 128_000]],
  groq: [["", 131_072]],
  rehearsal: [["", 32_000]],
  scripted: [["", 128_000]],
};

/** The window of a model or tier: the workspace's own word for its endpoint, else the table above. */
export function windowOf(ref: string, settings: Pick<ModelSettings, "tiers" | "endpoints">): ModelWindow {
  const named = splitModelRef(isModelTier(ref) ? settings.tiers[ref] : ref);
  if (!named) return { provider: "", tokens: null };
  const { provider, modelId } = named;
  const told = settings.endpoints.find((one) => one.name === provider)?.window;
  if (told !== undefined) return { provider, tokens: told };
  if (!(builtInProviders as readonly string[]).includes(provider)) return { provider, tokens: null };
  const rows = Object.hasOwn(windows, provider) ? (windows[provider] ?? []) : [];
  return { provider, tokens: rows.find(([prefix]) => modelId.startsWith(prefix))?.[1] ?? null };
}
