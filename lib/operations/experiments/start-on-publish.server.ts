import "server-only";
import type { Database } from "#db/client.server.ts";
import {
  insertExperiment,
  newestExperiments,
  type StoredExperiment,
  updateExperiment,
} from "#db/queries/experiments.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import type { ExperimentSettings } from "#lib/nodes/execute-node.ts";
import { experimentNodes } from "./experiment-nodes.server.ts";

/**
 * Opens a round for each experiment of a version that goes live, unless the same one has had its round. A version that
 * would change or remove an experiment under way is refused: its figures would mix two different things.
 */
export async function startExperimentsOnPublish(
  tx: Database,
  actor: Actor,
  blueprintId: string,
  { version, document }: { version: number; document: Blueprint },
): Promise<void> {
  const known = await newestExperiments(tx, actor.workspaceId, blueprintId);
  const found = experimentNodes(document);
  for (const experiment of known) {
    const now = found.find(({ node }) => node.id === experiment.nodeId);
    if (isUnderWay(experiment)) refuseChange(experiment, now?.settings);
    else if (experiment.status === "draft" && !now)
      await updateExperiment(tx, actor.workspaceId, experiment.id, {
        status: "stopped",
        endedAt: new Date(),
      });
  }
  for (const { node, settings } of found) {
    const before = known.find(({ nodeId }) => nodeId === node.id);
    if (before && (isUnderWay(before) || sameRound(before.settings, settings))) continue;
    const title = node.title === "" ? "Experiment" : node.title;
    if (before?.status === "draft")
      await updateExperiment(tx, actor.workspaceId, before.id, {
        status: "stopped",
        endedAt: new Date(),
      });
    const status = settings.startOnPublish ? "running" : "draft";
    const fields = { blueprintId, nodeId: node.id, title, status, settings, version };
    const made = await insertExperiment(tx, actor.workspaceId, fields);
    await recordAudit(tx, actor, {
      action: status === "running" ? "experiment.started" : "experiment.created",
      noun: "experiment",
      nounId: made?.id ?? "",
      after: { blueprintId, nodeId: node.id, version, status },
    });
  }
}

const isUnderWay = ({ status }: StoredExperiment) => status === "running" || status === "paused";

/** Whether two configs are one experiment: names may change while it runs, what is compared may not. */
function sameRound(before: unknown, after: ExperimentSettings | undefined): boolean {
  return after !== undefined && stableJson(before) === stableJson(after);
}

function refuseChange(experiment: StoredExperiment, after: ExperimentSettings | undefined): void {
  if (sameRound(experiment.settings, after)) return;
  const what = after ? "change" : "remove";
  throw new AppError(
    "conflict",
    `The experiment “${experiment.title}” is ${experiment.status}, and this version would ${what} it: its figures would mix two different things. Stop it on the Experiments page first, then publish.`,
    {
      details: [
        {
          path: `document.nodes.${experiment.nodeId}`,
          message: `Under way since version ${experiment.version}.`,
        },
      ],
    },
  );
}
