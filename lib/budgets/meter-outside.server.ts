import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import type { EmbeddedTexts, EmbeddingRequest } from "#lib/models/embed-texts.server.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import type { TurnRequest } from "#lib/models/run-turn.server.ts";
import type { TurnResult } from "#lib/models/turn-result.ts";
import { knownBudgets } from "./known-budgets.server.ts";
import { type Meter, type MeterOwner, openMeter } from "./meter.server.ts";
import { meterEmbedding } from "./meter-embedding.server.ts";
import { meterTurn } from "./meter-turn.server.ts";

/** What is spent outside of runs, and for what: a suggestion, a judgement over a test, the embedding of a dataset. */
export type Outside = { workspaceId: string; blueprintId: string | null; timeZone: string; what: string };

/** Calls a model outside of a run, counted in the budgets of the workspace, the blueprint and the agent. */
export async function turnOutside(
  outside: Outside,
  nodeIds: readonly string[],
  request: TurnRequest,
): Promise<TurnResult> {
  const { owner, meter } = open(outside);
  return meterTurn(databasePool(), database(), owner, meter, { step: outside.what, nodeIds, request });
}

/** Embeds outside of a run, counted in the budgets of the workspace. */
export function embedOutside(
  outside: Outside,
  settings: ModelSettings,
  embed: (request: EmbeddingRequest) => Promise<EmbeddedTexts>,
): (request: EmbeddingRequest) => Promise<EmbeddedTexts> {
  return async (request) => {
    const { owner, meter } = open(outside);
    const metered = meterEmbedding(
      databasePool(),
      database(),
      owner,
      meter,
      embed,
      settings,
      () => outside.what,
    );
    return metered(request);
  };
}

// Each call is an owner of its own: nothing repeats it after a crash. The budgets are read anew: this process may not
// hear when they change.
function open({ workspaceId, blueprintId, timeZone, what }: Outside): { owner: MeterOwner; meter: Meter } {
  const owner: MeterOwner = {
    workspaceId,
    blueprintId,
    timeZone,
    runId: null,
    contact: null,
    ownerId: `${what} ${newId()}`,
  };
  const pool = databasePool();
  return { owner, meter: openMeter(pool, database(), owner, () => knownBudgets(pool, workspaceId)) };
}
