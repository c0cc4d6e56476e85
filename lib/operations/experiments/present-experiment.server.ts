import "server-only";
import { databasePool } from "#db/client.server.ts";
import { readVariantFigures } from "#db/queries/experiment-figures.server.ts";
import type { StoredExperiment } from "#db/queries/experiments.server.ts";
import type { ContractOutput } from "#lib/api/contract.ts";
import {
  decisionSchema,
  type experimentContracts,
  experimentStatuses,
} from "#lib/api/contracts/experiments.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type Analysis, analyze } from "#lib/learning/analyze-experiment.ts";
import type { ExperimentSettings } from "#lib/nodes/execute-node.ts";
import { neededContacts } from "#lib/nodes/experiment/definition.ts";
import { readSettings } from "./experiment-nodes.server.ts";

type Presented = ContractOutput<typeof experimentContracts.get>;

/** The figures of an experiment as they are now, judged. */
export async function analyzeExperiment(
  experiment: StoredExperiment,
): Promise<{ settings: ExperimentSettings; analysis: Analysis }> {
  const settings = readSettings(experiment.settings);
  const figures = await readVariantFigures(databasePool(), experiment.workspaceId, experiment.id, settings);
  const none = { contacts: 0, n: 0, mean: 0, variance: 0, runs: 0, failed: 0, costUsd: null, seconds: null };
  const arms = settings.variants.map(({ id }) => figures.find((one) => one.id === id) ?? { id, ...none });
  return { settings, analysis: analyze(settings, arms) };
}

/** An experiment as lists show it. */
export function presentSummary(row: StoredExperiment): Omit<Presented, "settings" | "results" | "needed"> {
  const status = experimentStatuses.find((known) => known === row.status);
  if (!status) throw new AppError("internal", `Unknown status ${row.status}.`);
  return {
    id: row.id,
    blueprintId: row.blueprintId,
    nodeId: row.nodeId,
    title: row.title,
    status,
    version: row.version,
    decision: row.decision === null ? null : decisionSchema.parse(row.decision),
    problem: row.problem === null ? null : { ...row.problem },
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** An experiment with its figures. */
export async function presentExperiment(row: StoredExperiment): Promise<Presented> {
  const { settings, analysis } = await analyzeExperiment(row);
  return {
    ...presentSummary(row),
    settings: { ...settings, variants: settings.variants.map((variant) => ({ ...variant })) },
    needed: neededContacts(settings as Parameters<typeof neededContacts>[0]),
    results: analysis,
  };
}
