import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { recallDefinition } from "./definition.ts";

/** Reads one fact or all of the scope. */
export const recallExecutor: AbilityExecutor<typeof recallDefinition> = {
  act: async (context, _settings, args) => ({
    result: {
      facts: await context.memory.read(typeof args.key === "string" && args.key !== "" ? args.key : null),
    },
  }),
};
