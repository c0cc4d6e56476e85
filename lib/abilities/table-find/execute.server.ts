import "server-only";
import type { AbilityExecutor } from "../execute-ability.ts";
import type { tableFindDefinition } from "./definition.ts";

/** Reads rows; asking without any column is an error the model can mend. */
export const tableFindExecutor: AbilityExecutor<typeof tableFindDefinition> = {
  act: async (context, settings, args) => {
    const match = Object.fromEntries(
      Object.entries(args).filter(([, value]) => value !== undefined && value !== ""),
    );
    if (Object.keys(match).length === 0)
      return { isError: true, result: { error: `Fill at least one of: ${settings.matchBy.join(", ")}.` } };
    const rows = await context.tables.find(settings.table, match, { limit: settings.limit });
    return { result: { table: settings.table, found: rows.length, rows } };
  },
};
