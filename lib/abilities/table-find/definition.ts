import { z } from "zod";
import { required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";

/** Reads rows of a business table. */
export const tableFindDefinition = defineAbility({
  kind: "table-find",
  title: "Find in table",
  summary: "Read business rows",
  icon: "table",
  settings: z.strictObject({
    table: z.string().max(120).default(""),
    matchBy: z.array(z.string().min(1).max(64)).max(20).default([]),
    limit: z.number().int().min(1).max(100).default(5),
  }),
  form: {
    table: { control: "table", label: "Table" },
    matchBy: {
      control: "list",
      label: "Columns to look up by",
      hint: "The agent fills at least one of them.",
    },
    limit: { control: "number", label: "Rows at most", min: 1, max: 100 },
  },
  effect: "read",
  reversibility: "reversible",
  honoursKey: true,
  arguments: (settings) =>
    z.strictObject(
      Object.fromEntries(
        settings.matchBy.map((column) => [
          column,
          z
            .union([z.string().max(500), z.number()])
            .optional()
            .describe(`${column} of the row, exactly`),
        ]),
      ),
    ),
  describe: (settings) => `Finds rows of the table ${settings.table} by ${settings.matchBy.join(", ")}.`,
  summarize: (settings) => (settings.table === "" ? "Choose a table" : `reads table ${settings.table}`),
  check: (settings) => [
    ...required("table", settings.table, "Choose the table to read."),
    ...(settings.matchBy.length === 0
      ? [{ severity: "error" as const, field: "matchBy", message: "Name at least one column to look up by." }]
      : []),
  ],
  asks: (settings) => ({ tables: [settings.table] }),
  docs: "Finds rows whose columns equal what the agent fills in; a leading # and upper or lower case do not matter.",
});
