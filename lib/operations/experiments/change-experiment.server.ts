import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { findVersion } from "#db/queries/blueprints.server.ts";
import {
  insertExperiment,
  newestExperiments,
  type StoredExperiment,
  updateExperiment,
} from "#db/queries/experiments.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { experimentNodes } from "./experiment-nodes.server.ts";
import { presentExperiment } from "./present-experiment.server.ts";
import { requireExperiment } from "./read-experiments.server.ts";

type Action = "start" | "pause" | "resume" | "stop";

const steps = {
  start: { from: ["draft"], to: "running", word: "experiment.started" },
  pause: { from: ["running"], to: "paused", word: "experiment.paused" },
  resume: { from: ["paused"], to: "running", word: "experiment.resumed" },
  stop: { from: ["draft", "running", "paused"], to: "stopped", word: "experiment.stopped" },
} as const;

/** Moves an experiment on; starting one that has ended opens a new round from nothing. */
export async function changeExperiment(actor: Actor, id: string, action: Action) {
  authorize(actor, "blueprint.publish");
  const changed = await database().transaction(async (tx) => {
    // The blueprint first, as publishing does: two locks in one order.
    const { blueprintId } = await requireExperiment(tx, actor, id);
    const blueprint = await requireBlueprint(tx, actor.workspaceId, blueprintId, {
      lock: true,
      asStored: true,
    });
    const before = await requireExperiment(tx, actor, id, true);
    if (action === "start" && ["decided", "stopped"].includes(before.status))
      return await startAgain(tx, actor, before, blueprint.liveVersion);
    const step = steps[action];
    if (!step.from.some((status) => status === before.status))
      throw new AppError(
        "conflict",
        `This experiment is ${before.status}, so it cannot be told to ${action}. Load the page again.`,
      );
    const after = await updateExperiment(tx, actor.workspaceId, id, {
      status: step.to,
      ...(action === "start" ? { startedAt: new Date() } : {}),
      ...(action === "stop" ? { endedAt: new Date() } : {}),
    });
    await recordAudit(tx, actor, {
      action: step.word,
      noun: "experiment",
      nounId: id,
      before: { status: before.status },
      after: { status: step.to },
    });
    return after ?? before;
  });
  return await presentExperiment(changed);
}

async function startAgain(
  tx: Database,
  actor: Actor,
  ended: StoredExperiment,
  liveVersion: number | null,
): Promise<StoredExperiment> {
  const { workspaceId } = actor;
  const { blueprintId, nodeId } = ended;
  const live =
    liveVersion === null ? undefined : await findVersion(tx, workspaceId, blueprintId, liveVersion);
  const found = live && experimentNodes(live.document).find(({ node }) => node.id === nodeId);
  if (!live || !found)
    throw new AppError(
      "conflict",
      "The live version no longer holds this experiment. Restore or publish a version that does.",
    );
  const newest = await newestExperiments(tx, workspaceId, blueprintId);
  if (newest.some((one) => one.nodeId === nodeId && one.id !== ended.id && one.endedAt === null))
    throw new AppError("conflict", "A newer round of this experiment is under way. Open that one.");
  const { settings } = found;
  const fields = {
    blueprintId,
    nodeId,
    title: ended.title,
    status: "running",
    settings,
    version: live.number,
  };
  const made = await insertExperiment(tx, workspaceId, fields);
  if (!made) throw new AppError("internal", "The new round could not be stored.");
  const after = { blueprintId, nodeId, version: live.number, status: "running" };
  await recordAudit(tx, actor, {
    action: "experiment.started",
    noun: "experiment",
    nounId: made.id,
    after,
  });
  return made;
}
