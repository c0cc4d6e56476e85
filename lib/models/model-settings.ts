import { z } from "zod";
import { type HostedProvider, hostedProviders } from "./model-providers.ts";
import { concreteModelRefSchema } from "./model-ref.ts";
import { scriptSchema } from "./model-script.ts";

const secretName = z.string().min(1).max(100);

/** Provider names with a fixed meaning, which a custom endpoint must not take. */
export const builtInProviders = [...hostedProviders, "rehearsal", "scripted"] as const;

const endpointSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Use lower-case letters, digits and hyphens.")
    .refine(
      (name) => !(builtInProviders as readonly string[]).includes(name),
      "This name belongs to a built-in provider.",
    ),
  baseUrl: z.url({ protocol: /^https?$/ }),
  secret: secretName.optional(),
  /** USD per million tokens of every model there; without it what it costs is unknown, and no money limit can hold. */
  price: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).optional(),
  /** Tokens a prompt there may have; without it the window is learned from the first refusal. */
  window: z.number().int().min(256).max(100_000_000).optional(),
  kind: z.literal("openai-compatible").default("openai-compatible"),
});

/** Keys travel with every call, so only this machine itself may be reached without TLS; egress then decides. */
const providerBaseUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => /^https:/i.test(text) || isThisMachine(text),
    "Use https; plain http is taken only for this machine.",
  );

const providerSchema = z.strictObject({ secret: secretName, baseUrl: providerBaseUrl.optional() });

const rehearsal = "rehearsal/rehearsal-1";

/** A workspace's models: what each tier means, own endpoints, and the names of the secrets that hold the keys. */
export const modelSettingsSchema = z.strictObject({
  tiers: z
    .strictObject({
      fast: concreteModelRefSchema.default(rehearsal),
      standard: concreteModelRefSchema.default(rehearsal),
      frontier: concreteModelRefSchema.default(rehearsal),
    })
    .default({ fast: rehearsal, standard: rehearsal, frontier: rehearsal }),
  endpoints: z
    .array(endpointSchema)
    .max(50)
    .refine(
      (all) => new Set(all.map((one) => one.name)).size === all.length,
      "Two endpoints have the same name.",
    )
    .default([]),
  providers: z
    .strictObject({
      openai: providerSchema.optional(),
      anthropic: providerSchema.optional(),
      google: providerSchema.optional(),
      mistral: providerSchema.optional(),
      groq: providerSchema.optional(),
    } satisfies Record<HostedProvider, unknown>)
    .default({}),
  scripts: z
    .array(scriptSchema)
    .max(50)
    .refine(
      (all) => new Set(all.map((one) => one.name)).size === all.length,
      "Two scripts have the same name.",
    )
    .default([]),
});

/** The parsed {@link modelSettingsSchema}. */
export type ModelSettings = z.infer<typeof modelSettingsSchema>;

/** Settings of a workspace nobody has configured: every tier rehearses, so everything works without a key. */
export const defaultModelSettings: ModelSettings = modelSettingsSchema.parse({});

function isThisMachine(text: string): boolean {
  const host = URL.parse(text)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
