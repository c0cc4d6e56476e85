import "server-only";
import { database } from "#db/client.server.ts";
import { replaceDraft } from "#db/queries/blueprints.server.ts";
import { type StoredExperiment, updateExperiment } from "#db/queries/experiments.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { foldWinner } from "#lib/experiments/fold-winner.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { requireVersion } from "../blueprints/blueprint-versions.server.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { publishVersion } from "../blueprints/publish-version.server.ts";
import { experimentNodes } from "./experiment-nodes.server.ts";
import { analyzeExperiment, presentExperiment } from "./present-experiment.server.ts";
import { requireExperiment } from "./read-experiments.server.ts";

/** Publishes a variant: the next version is the live one with the winner in the experiment's place. */
export async function promoteVariant(actor: Actor, id: string, given: { variantId: string; note: string }) {
  authorize(actor, "blueprint.publish");
  const decided = await promote(actor, id, { ...given, automatic: false });
  return await presentExperiment(decided);
}

/**
 * Publishes and decides in one transaction under the blueprint's lock, so that of two who promote at once one does.
 * What the draft holds beside the experiment stays a draft.
 */
export async function promote(
  actor: Actor,
  id: string,
  given: { variantId: string; note: string; automatic: boolean },
): Promise<StoredExperiment> {
  const { workspaceId } = actor;
  return await database().transaction(async (tx) => {
    const { blueprintId } = await requireExperiment(tx, actor, id);
    const blueprint = await requireBlueprint(tx, workspaceId, blueprintId, { lock: true });
    const experiment = await requireExperiment(tx, actor, id, true);
    if (!["running", "paused"].includes(experiment.status))
      throw new AppError(
        "conflict",
        `This experiment is ${experiment.status}. Only one that is running or paused can be decided.`,
      );
    const { settings, analysis } = await analyzeExperiment(experiment);
    const variant = settings.variants.find(({ id: known }) => known === given.variantId);
    if (!variant) {
      const message = `One of ${settings.variants.map((one) => one.id).join(", ")}`;
      throw new AppError("invalid_input", "This experiment has no such variant.", {
        details: [{ path: "variantId", message }],
      });
    }
    const previousVersion = blueprint.liveVersion;
    if (previousVersion === null) throw new AppError("conflict", "This blueprint has no live version.");
    const live = await requireVersion(tx, blueprint, previousVersion);
    const document = foldWinner(live.document, experiment.nodeId, settings, variant.id);
    if (!document)
      throw new AppError(
        "conflict",
        "The variant leads nowhere in the live version, so there is nothing to publish. Wire the experiment to an agent.",
      );
    const label = variant.label || variant.id;
    const evidence = analysis.why;
    // Decided first: a version without an experiment under way would be refused.
    const status = { status: "decided", endedAt: new Date() };
    await updateExperiment(tx, workspaceId, id, status);
    const inDraft = experimentNodes(blueprint.draft).find(({ node }) => node.id === experiment.nodeId);
    const draft = inDraft && foldWinner(blueprint.draft, experiment.nodeId, settings, variant.id);
    if (draft) await replaceDraft(tx, workspaceId, blueprintId, draft);
    const note = given.note || `“${label}” of the experiment “${experiment.title}”`;
    const { version } = await publishVersion(tx, actor, blueprint, document, note);
    const decision = {
      variantId: variant.id,
      label,
      by: actor.name,
      automatic: given.automatic,
      note: given.note,
      version,
      previousVersion,
      evidence,
    };
    const after = await updateExperiment(tx, workspaceId, id, { decision, problem: null });
    await recordAudit(tx, actor, {
      action: "experiment.promoted",
      noun: "experiment",
      nounId: id,
      before: { status: experiment.status, liveVersion: previousVersion },
      after: { ...decision, results: analysis.variants },
    });
    return after ?? experiment;
  });
}
