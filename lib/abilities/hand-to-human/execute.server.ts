import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { handToHumanDefinition } from "./definition.ts";

/** Only says that a person is wanted; the runtime opens the item and waits. */
export const handToHumanExecutor: AbilityExecutor<typeof handToHumanDefinition> = {
  act: async (_context, settings, args) => ({
    result: { waiting: true },
    handoff: {
      reason: String(args.reason),
      summary: typeof args.summary === "string" ? args.summary : "",
      waitMinutes: settings.waitMinutes,
      dueMinutes: settings.dueMinutes,
    },
  }),
};
