import "server-only";
import type { z } from "zod";
import { database } from "#db/client.server.ts";
import { listSecrets } from "#db/queries/secrets.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { offeredModelSchema, offeredProviderSchema } from "#lib/api/contracts/models.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import type { ResolveContext } from "#lib/models/connect-provider.server.ts";
import { listEndpointModels } from "#lib/models/list-endpoint-models.server.ts";
import { type HostedProvider, hostedProviders, providerFacts } from "#lib/models/model-providers.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import { embeddingPrices, findPrice, prices, pricesAsOf } from "#lib/models/prices.ts";
import { modelsOf } from "./models-of.server.ts";

type Offered = {
  provider: z.input<typeof offeredProviderSchema>;
  models: z.input<typeof offeredModelSchema>[];
};
type Endpoint = ModelSettings["endpoints"][number];

const looksLikeEmbedding = /embed|(?:^|[/_-])(?:bge|e5|gte|minilm)(?:[-_.:]|$)/i;

/** Providers and models to choose from: hosted ones from the price table, own endpoints as they answer now. */
export async function listModels(actor: Actor, signal: AbortSignal) {
  authorize(actor, "read");
  const { settings, context } = await modelsOf(actor);
  const secrets = new Set((await listSecrets(database(), actor.workspaceId)).map((secret) => secret.name));
  const offered: Offered[] = [
    ...hostedProviders.map((provider) => hosted(provider, settings, secrets)),
    ...(await Promise.all(settings.endpoints.map((one) => own(one, secrets, context, signal)))),
    builtIn("rehearsal", "Rehearsal", ["rehearsal-1"]),
    ...(settings.scripts.length > 0
      ? [
          builtIn(
            "scripted",
            "Scripts",
            settings.scripts.map((script) => script.name),
          ),
        ]
      : []),
  ];
  return {
    tiers: settings.tiers,
    providers: offered.map((one) => one.provider),
    items: offered.flatMap((one) => one.models),
  };
}

function hosted(id: HostedProvider, settings: ModelSettings, secrets: ReadonlySet<string>): Offered {
  const { label, embeds, baseUrl } = providerFacts[id];
  const setting = settings.providers[id];
  const isReady = setting !== undefined && secrets.has(setting.secret);
  const problem = setting
    ? `The secret "${setting.secret}" does not exist. Store it under Settings, Secrets.`
    : `${label} has no key yet. Store it as a secret and choose it here.`;
  const chat = Object.entries(prices[id] ?? {})
    .filter(([, price]) => !price?.older)
    .map(([model]) => {
      const price = findPrice(id, model);
      return offer(id, model, "chat", price?.input ?? null, price?.output ?? null);
    });
  const embedding = Object.entries(embeddingPrices[id] ?? {}).map(([model, price]) =>
    offer(id, model, "embedding", price, null),
  );
  return {
    provider: {
      id,
      label,
      kind: "hosted",
      state: isReady ? "ready" : "key-missing",
      problem: isReady ? null : problem,
      baseUrl: setting?.baseUrl ?? baseUrl,
      embeds,
      pricesAsOf: pricesAsOf[id] ?? null,
    },
    models: isReady ? [...chat, ...embedding] : [],
  };
}

async function own(
  endpoint: Endpoint,
  secrets: ReadonlySet<string>,
  context: ResolveContext,
  signal: AbortSignal,
): Promise<Offered> {
  const { name, baseUrl, secret } = endpoint;
  const provider = {
    id: name,
    label: name,
    kind: "endpoint",
    baseUrl,
    embeds: true,
    pricesAsOf: null,
  } as const;
  if (secret && !secrets.has(secret)) {
    const problem = `The secret "${secret}" does not exist. Store it under Settings, Secrets.`;
    return { provider: { ...provider, state: "key-missing", problem }, models: [] };
  }
  try {
    const served = await listEndpointModels(endpoint, context, signal);
    const models = served.map((model) =>
      offer(name, model, looksLikeEmbedding.test(model) ? "embedding" : "chat", null, null),
    );
    return { provider: { ...provider, state: "ready", problem: null }, models };
  } catch (caught) {
    // An endpoint that is down is a state to show, not a reason to hide every other model.
    const problem = toAppError(caught).message;
    return { provider: { ...provider, state: "unreachable", problem }, models: [] };
  }
}

function builtIn(id: string, label: string, names: string[]): Offered {
  return {
    provider: {
      id,
      label,
      kind: "built-in",
      state: "ready",
      problem: null,
      baseUrl: null,
      embeds: false,
      pricesAsOf: null,
    },
    models: names.map((name) => offer(id, name, "chat", 0, 0)),
  };
}

function offer(
  provider: string,
  model: string,
  use: "chat" | "embedding",
  inputPrice: number | null,
  outputPrice: number | null,
) {
  return { ref: `${provider}/${model}`, provider, model, use, inputPrice, outputPrice };
}
