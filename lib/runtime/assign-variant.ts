import { pickByWeight } from "#lib/experiments/pick-variant.ts";
import type { ExperimentSettings } from "#lib/nodes/execute-node.ts";
import type { RunHost, RunInput } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";

/** One variant of an experiment. */
export type Variant = ExperimentSettings["variants"][number];

/**
 * Which variant this run takes. A published run is enrolled by the host, in a step of its own, so that a replay and a
 * run taken over after a crash keep what was decided; a draft gets its variant by weight and counts for nothing.
 */
export async function assignVariant(
  host: RunHost,
  input: RunInput,
  nodeId: string,
  settings: ExperimentSettings,
): Promise<{ variant: Variant | undefined }> {
  const { variants } = settings;
  const unit = input.contact.id ?? input.conversationId;
  const forced = variants.find(({ id }) => id === input.variants?.[nodeId]);
  const assigned = forced
    ? { experimentId: null, variantId: forced.id, why: "forced" as const }
    : await host.step(`experiment ${nodeId}`, async () => {
        if (input.version !== null && host.enrol) return host.enrol({ nodeId, settings, unit });
        const variantId = pickByWeight(`draft ${nodeId}`, unit, variants) ?? "";
        return { experimentId: null, variantId, why: "fixed" as const };
      });
  const variant = variants.find(({ id }) => id === assigned.variantId) ?? variants[0];
  host.emit({
    type: "experiment.assigned",
    nodeId,
    experimentId: assigned.experimentId,
    variantId: variant?.id ?? "",
    label: variant?.label || variant?.id || "",
    why: assigned.why,
  });
  return { variant };
}

/** The agent as a variant wants it; what the variant leaves empty stays. */
export function asVariant(agent: PlannedAgent, variant: Variant | undefined): PlannedAgent {
  if (!variant || (variant.instructions === "" && variant.model === "")) return agent;
  const { settings } = agent;
  return {
    ...agent,
    settings: {
      ...settings,
      instructions: variant.instructions || settings.instructions,
      model: variant.model || settings.model,
    },
  };
}
