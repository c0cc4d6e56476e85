/** The services spoken to with a key alone, in the order in which they are offered. */
export const hostedProviders = ["openai", "anthropic", "google", "mistral", "groq"] as const;

/** One of {@link hostedProviders}. */
export type HostedProvider = (typeof hostedProviders)[number];

/** What people are told about a provider; `testModel` is a small model for a first call. */
export type ProviderFacts = { label: string; baseUrl: string; testModel: string; embeds: boolean };

/** One row per provider: a new one is a row here and one in `provider-makers.server.ts`. */
export const providerFacts: Readonly<Record<HostedProvider, ProviderFacts>> = {
  openai: { label: "OpenAI", baseUrl: "https://api.openai.com/v1", testModel: "gpt-6-luna", embeds: true },
  anthropic: {
    label: "Anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    testModel: "claude-haiku-5-5",
    embeds: false,
  },
  google: {
    label: "Google",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    testModel: "gemini-3.8-flash",
    embeds: true,
  },
  mistral: {
    label: "Mistral",
    baseUrl: "https://api.mistral.ai/v1",
    testModel: "mistral-small-2603",
    embeds: true,
  },
  groq: {
    label: "Groq",
    baseUrl: "https://api.groq.com/openai/v1",
    testModel: "openai/gpt-oss-20b",
    embeds: false,
  },
};

/** Whether a provider's name is one of {@link hostedProviders}. */
export function isHostedProvider(name: string): name is HostedProvider {
  return (hostedProviders as readonly string[]).includes(name);
}
