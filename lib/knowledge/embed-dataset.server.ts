import "server-only";
import type { Database } from "#db/client.server.ts";
import {
  claimDueEmbedding,
  countEmbedded,
  type EmbeddingClaim,
  failEmbedding,
  finishEmbedding,
  listUnembedded,
  storeEmbeddings,
} from "#db/queries/embeddings.server.ts";
import { type Embed, workspaceModels } from "#lib/access/workspace-models.server.ts";
import { workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { AppError, errorTable, toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { backgroundOf, unrelatedSentences } from "./cosine.ts";

/** Vectors are compared one by one (see docs/decisions), which stays quick up to about this many passages. */
export const mostEmbeddedPassages = 20_000;

const batch = 64;
const firstRetrySeconds = 30;
const longestRetrySeconds = 3600;

/**
 * Embeds what the dataset that waits longest lacks; false when none waits. Between the calls to the model no database
 * connection is held, and what a call brought is stored before the next, so that nothing is paid for twice.
 */
export async function embedNextDataset(database: Database, signal: AbortSignal): Promise<boolean> {
  const claim = await claimDueEmbedding(database);
  if (!claim) return false;
  try {
    const settings = workspaceSettingsSchema.parse(claim.settings);
    const { embed } = workspaceModels(database, claim.workspaceId, settings);
    if (await embedMissing(database, claim, embed, signal)) await finishEmbedding(database, claim);
  } catch (caught) {
    // A worker that is stopping leaves its claim to whoever comes next.
    if (signal.aborted) return false;
    const { code, message } = toAppError(caught);
    if (code === "internal")
      log().error({ err: caught, dataset: claim.datasetId }, "a dataset could not be embedded");
    const pause = Math.min(firstRetrySeconds * 2 ** Math.min(claim.attempts, 20), longestRetrySeconds);
    await failEmbedding(database, claim, { code, message }, errorTable[code].retry ? pause : null);
  }
  return true;
}

async function embedMissing(
  database: Database,
  claim: EmbeddingClaim,
  embed: Embed,
  signal: AbortSignal,
): Promise<boolean> {
  const { workspaceId, model } = claim;
  let { dimensions } = claim;
  let embedded = await countEmbedded(database, workspaceId, claim);
  for (;;) {
    const missing = await listUnembedded(database, claim, batch);
    if (missing.length === 0) return true;
    if (embedded + missing.length > mostEmbeddedPassages) {
      const message = `A dataset with embeddings holds at most ${mostEmbeddedPassages} passages. Split it in two; until then the rest is found by words.`;
      throw new AppError("limit_reached", message);
    }
    const values = missing.map(({ title, heading, text }) =>
      [title, heading === title ? "" : heading, text].filter((part) => part !== "").join("\n"),
    );
    const isFirst = dimensions === null;
    const asked = isFirst ? [...unrelatedSentences, ...values] : values;
    const answer = await embed({ model, values: asked, purpose: "document", signal });
    if (dimensions !== null && answer.dimensions !== dimensions)
      throw otherLength(model, answer.dimensions, dimensions);
    const shape = isFirst
      ? {
          dimensions: answer.dimensions,
          background: backgroundOf(answer.vectors.slice(0, unrelatedSentences.length)),
        }
      : undefined;
    const vectors = isFirst ? answer.vectors.slice(unrelatedSentences.length) : answer.vectors;
    const rows = missing.flatMap(({ passageId, documentId }, at) => {
      const vector = vectors[at];
      return vector ? [{ passageId, documentId, vector }] : [];
    });
    if (!(await storeEmbeddings(database, claim, rows, shape))) return false;
    dimensions = answer.dimensions;
    embedded += rows.length;
  }
}

/** Said when a model answers with vectors of another length than those stored. */
export function otherLength(model: string, now: number, stored: number): AppError {
  const message = `${model} now gives vectors of ${now} numbers, but ${stored} are stored: another model answers under this name. Embed the dataset again.`;
  return new AppError("conflict", message);
}
