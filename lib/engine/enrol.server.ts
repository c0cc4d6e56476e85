import "server-only";
import type { Pool } from "pg";
import { enrolRun, findEnrolment, readVariantFigures } from "#db/queries/experiment-figures.server.ts";
import { pickAdaptively } from "#lib/experiments/adaptive.ts";
import { metricShape } from "#lib/experiments/metric-shape.ts";
import { pickByWeight } from "#lib/experiments/pick-variant.ts";
import type { Enrolment, RunHost } from "#lib/runtime/host.ts";

type Enrol = NonNullable<RunHost["enrol"]>;

/**
 * Enrols whoever a run talks to in the experiment under way at a node. Without one, and for newcomers while it is
 * paused, the control answers and nothing is counted.
 */
export function enrolIn(pool: Pool, run: { workspaceId: string; blueprintId: string; runId: string }): Enrol {
  return async ({ nodeId, settings, unit }): Promise<Enrolment> => {
    const { workspaceId, blueprintId, runId } = run;
    const nobody: Enrolment = {
      experimentId: null,
      variantId: settings.variants[0]?.id ?? "",
      why: "control",
    };
    const found = await findEnrolment(pool, { workspaceId, blueprintId, nodeId, unit });
    if (!found) return nobody;
    const of = { workspaceId, experimentId: found.id, unit, runId };
    if (found.variantId !== null) {
      const variantId = await enrolRun(pool, { ...of, variantId: found.variantId });
      return { experimentId: found.id, variantId, why: "kept" };
    }
    if (found.status !== "running") return nobody;
    const picked = await pick(found.id);
    if (picked === null) return nobody;
    const variantId = await enrolRun(pool, { ...of, variantId: picked });
    const why = settings.allocation === "adaptive" ? "adaptive" : "fixed";
    return { experimentId: found.id, variantId, why };

    async function pick(experimentId: string): Promise<string | null> {
      if (settings.allocation === "fixed") return pickByWeight(experimentId, unit, settings.variants);
      const figures = await readVariantFigures(pool, workspaceId, experimentId, settings);
      const arms = settings.variants.map(
        ({ id }) => figures.find((one) => one.id === id) ?? { id, n: 0, mean: 0, variance: 0 },
      );
      const seed = `${experimentId} ${unit}`;
      return pickAdaptively(arms, metricShape(settings), settings.explorePercent / 100, seed);
    }
  };
}
