import "server-only";
import type { AbilityExecutor, RowChange } from "../execute-ability.ts";
import type { tableWriteDefinition } from "./definition.ts";

/** Writes one row and keeps what it was before for the undo. */
export const tableWriteExecutor: AbilityExecutor<typeof tableWriteDefinition> = {
  dryRun: true,
  act: async (context, settings, args) => {
    const values: Record<string, unknown> = {};
    for (const field of settings.fields) {
      if (field.fixed !== "") values[field.column] = fixedValue(field);
      else if (field.column !== settings.matchBy && args[field.column] !== undefined)
        values[field.column] = args[field.column];
    }
    const change =
      settings.operation === "insert"
        ? await context.tables.insert(settings.table, values)
        : await context.tables.update(settings.table, { [settings.matchBy]: args[settings.matchBy] }, values);
    return { result: { table: settings.table, row: change.after }, undo: change };
  },
  undo: async (context, settings, undo) => {
    await context.tables.restore(settings.table, undo as RowChange);
    return { table: settings.table, restored: true };
  },
};

function fixedValue(field: { type: "text" | "number" | "boolean"; fixed: string }): unknown {
  if (field.type === "number") return Number(field.fixed);
  return field.type === "boolean" ? field.fixed === "true" : field.fixed;
}
