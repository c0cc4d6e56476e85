import "server-only";
import type { NodeConfig } from "../definitions.ts";
import type { MeasureSettings, NodeExecutor } from "../execute-node.ts";

/** Adds a criterion to the goals it is wired to. */
export const feedbackExecutor: NodeExecutor<NodeConfig<"feedback">> = {
  does: "measure",
  settings: (config) => ({
    weight: config.weight,
    whenSilent: config.whenSilent,
    measure: measureOf(config),
  }),
};

function measureOf(config: NodeConfig<"feedback">): MeasureSettings["measure"] {
  switch (config.by) {
    case "thumbs":
      return { by: "rating", atLeast: 1 };
    case "webhook":
      return {
        by: "event",
        event: config.event,
        ...(config.atLeast === null ? {} : { atLeast: config.atLeast }),
      };
    case "judge":
      return { by: "judge", rubric: config.rubric };
  }
}
