import "server-only";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { ExperimentSettings } from "#lib/nodes/execute-node.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import { experimentDefinition } from "#lib/nodes/experiment/definition.ts";

/** The experiments a document holds. */
export function experimentNodes(
  document: Blueprint,
): { node: BlueprintNode; settings: ExperimentSettings }[] {
  return document.nodes.flatMap((node) => {
    const executor = nodeExecutor(node.kind);
    return executor.does === "assign" ? [{ node, settings: executor.settings(node.config as never) }] : [];
  });
}

/** Stored settings as this build reads them. */
export function readSettings(stored: unknown): ExperimentSettings {
  const parsed = experimentDefinition.config.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new AppError("internal", "The settings of this experiment can no longer be read.");
}
