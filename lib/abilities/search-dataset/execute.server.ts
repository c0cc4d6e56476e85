import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { searchDatasetDefinition } from "./definition.ts";

/** Searches and offers the passages for citation. */
export const searchDatasetExecutor: AbilityExecutor<typeof searchDatasetDefinition> = {
  act: async (context, settings, args) => {
    const { passages, degraded } = await context.search(settings.dataset, String(args.query), settings.limit);
    return {
      result: { found: passages.length },
      passages,
      ...(degraded ? { degraded: degraded.message } : {}),
    };
  },
};
