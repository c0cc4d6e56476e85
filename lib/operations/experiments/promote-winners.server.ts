import "server-only";
import { database, databasePool } from "#db/client.server.ts";
import { newestRunOf } from "#db/queries/experiment-figures.server.ts";
import {
  findExperiment,
  listSelfDeciding,
  type StoredExperiment,
  updateExperiment,
} from "#db/queries/experiments.server.ts";
import { insertNotice } from "#db/queries/notices.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { isPassingOutage } from "#lib/engine/database-retry.server.ts";
import { toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { analyzeExperiment } from "./present-experiment.server.ts";
import { promote } from "./promote-variant.server.ts";

/**
 * Publishes the winner of each experiment that asked for it, once its evidence passes the bar and no limit is broken,
 * and tells the members. Called by the leading worker; who comes second finds it decided. A winner that cannot be
 * published is told too, once for each reason, stands on the experiment's page, and is tried again after growing pauses.
 */
export async function promoteWinners(): Promise<void> {
  for (const experiment of await listSelfDeciding(database())) {
    const actor: Actor = {
      kind: "system",
      id: "system",
      name: "Experiment",
      workspaceId: experiment.workspaceId,
      role: "editor",
    };
    try {
      const { analysis } = await analyzeExperiment(experiment);
      if (analysis.verdict !== "winner" || analysis.winner === null) continue;
      const given = { variantId: analysis.winner, note: "", automatic: true };
      const { title, decision } = await promote(actor, experiment.id, given);
      const { label, version, previousVersion } = decision as {
        label: string;
        version: number;
        previousVersion: number;
      };
      await tell(
        experiment,
        "promoted",
        `“${label}” won the experiment “${title}”`,
        `${analysis.why} It is live as version ${version}. To take it back, restore version ${previousVersion}.`,
      );
    } catch (caught) {
      if (isPassingOutage(caught)) throw caught;
      const now = await findExperiment(database(), experiment.workspaceId, experiment.id);
      // Somebody else decided or stopped it in the meantime.
      if (now?.status !== "running") continue;
      await keepProblem(now, caught);
    }
  }
}

const shortestPauseMs = 30_000;
const longestPauseMs = 15 * 60_000;

async function keepProblem(experiment: StoredExperiment, caught: unknown): Promise<void> {
  const { workspaceId, id, problem: before } = experiment;
  const { message } = toAppError(caught);
  const isNew = before?.message !== message;
  const tries = isNew ? 1 : before.tries + 1;
  const pause = Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(tries - 1, 10));
  const at = Date.now();
  const since = isNew ? new Date(at).toISOString() : before.since;
  const problem = { message, since, tries, againAt: new Date(at + pause).toISOString() };
  await updateExperiment(database(), workspaceId, id, { problem });
  if (!isNew) return;
  log().error({ err: caught, experiment: id }, "a winner could not be published");
  const title = `The winner of “${experiment.title}” could not be published`;
  await tell(experiment, `not-promoted ${since}`, title, message);
}

async function tell(experiment: StoredExperiment, what: string, title: string, text: string): Promise<void> {
  const { workspaceId, id } = experiment;
  const runId = await newestRunOf(databasePool(), workspaceId, id);
  if (runId === undefined) return;
  await insertNotice(database(), workspaceId, { runId, key: `${what} ${id}`, role: null, title, text });
}
