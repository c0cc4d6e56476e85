import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import type { findDataset } from "#db/queries/datasets.server.ts";
import { countEmbedded } from "#db/queries/embeddings.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { isHostedProvider, providerFacts } from "#lib/models/model-providers.ts";
import { splitModelRef } from "#lib/models/model-ref.ts";
import { modelsOf } from "../models/models-of.server.ts";

type DatasetRow = NonNullable<Awaited<ReturnType<typeof findDataset>>>;

const storedError = z.object({ code: z.string(), message: z.string() }).nullable();

/** How far a dataset's newest version is embedded, or null when it has no model. */
export async function embeddingState(actor: Actor, row: DatasetRow) {
  const { embeddingModel: model, embeddingDueAt: dueAt } = row;
  if (model === null) return null;
  const version = { datasetId: row.id, version: row.version, model };
  const embedded = await countEmbedded(database(), actor.workspaceId, version);
  const error = storedError.parse(row.embeddingError);
  const state = error ? "failed" : dueAt ? "pending" : "ready";
  return {
    model,
    dimensions: row.embeddingDimensions,
    state: state as "failed" | "pending" | "ready",
    embedded,
    total: row.passageCount,
    error,
    retryAt: error && dueAt ? dueAt.toISOString() : null,
  };
}

/** Refuses a model that no provider or endpoint of the workspace could serve; whether it answers shows when it embeds. */
export async function checkEmbeddingModel(actor: Actor, ref: string): Promise<void> {
  const { settings } = await modelsOf(actor);
  const provider = splitModelRef(ref)?.provider ?? "";
  const isKnown = isHostedProvider(provider)
    ? providerFacts[provider].embeds
    : settings.endpoints.some((endpoint) => endpoint.name === provider);
  if (isKnown) return;
  const message = isHostedProvider(provider)
    ? `${providerFacts[provider].label} has no embedding models. Choose one of another provider.`
    : `No model endpoint is called "${provider}". Add it under Settings, Models.`;
  throw new AppError("invalid_input", message, { details: [{ path: "embedding", message }] });
}
