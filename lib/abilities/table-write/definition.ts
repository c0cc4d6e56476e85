import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";

/** One column the agent may write, or a value the author fixes with `fixed`. */
export const writeFieldSchema = z.strictObject({
  column: z.string().min(1).max(64),
  type: z.enum(["text", "number", "boolean"]).default("text"),
  description: z.string().max(300).default(""),
  required: z.boolean().default(true),
  fixed: z.string().max(500).default(""),
  max: z.number().nullable().default(null),
  /** The only values a text column may be given; empty for any. */
  options: z.array(z.string().min(1).max(120)).max(100).default([]),
});

const settings = z.strictObject({
  table: z.string().max(120).default(""),
  operation: z.enum(["insert", "update"]).default("insert"),
  matchBy: z.string().max(64).default(""),
  fields: z.array(writeFieldSchema).max(40).default([]),
});

/** Writes a row of a business table. */
export const tableWriteDefinition = defineAbility({
  kind: "table-write",
  title: "Write to table",
  summary: "Add or change a business row",
  icon: "table-2",
  settings,
  form: {
    table: { control: "table", label: "Table" },
    operation: {
      control: "select",
      label: "What it does",
      options: [
        { value: "insert", label: "Adds a row" },
        { value: "update", label: "Changes a row" },
      ],
    },
    matchBy: {
      control: "text",
      label: "Find the row by",
      hint: "For changes: the column that identifies the row.",
    },
    fields: {
      control: "fields",
      label: "Columns it writes",
      hint: "Leave the fixed value empty to let the agent fill it.",
    },
  },
  effect: "write",
  reversibility: "reversible",
  honoursKey: true,
  arguments: (given) => {
    const shape: Record<string, z.ZodType> = {};
    if (given.operation === "update" && given.matchBy !== "")
      shape[given.matchBy] = z
        .union([z.string().min(1).max(500), z.number()])
        .describe(`${given.matchBy} of the row to change`);
    for (const field of given.fields) {
      if (field.fixed !== "" || field.column === given.matchBy) continue;
      const value = fieldSchema(field);
      shape[field.column] = field.required ? value : value.optional();
    }
    return z.strictObject(shape);
  },
  describe: (given) =>
    given.operation === "insert"
      ? `Adds a row to the table ${given.table}.`
      : `Changes a row of the table ${given.table}.`,
  summarize: (given) =>
    given.table === ""
      ? "Choose a table"
      : `${given.operation === "insert" ? "adds to" : "changes"} table ${given.table}`,
  check: (given): ConfigProblem[] => [
    ...required("table", given.table, "Choose the table to write to."),
    ...(given.operation === "update"
      ? required("matchBy", given.matchBy, "Name the column that identifies the row to change.")
      : []),
    ...(given.fields.length === 0
      ? [{ severity: "error" as const, field: "fields", message: "Name at least one column to write." }]
      : []),
  ],
  asks: (given) => ({ tables: [given.table] }),
  docs: "Adds or changes one row; values are checked against the table's column types. The row as it was before is kept, so the action can be undone unless somebody changed the row since.",
});

function fieldSchema(field: z.output<typeof writeFieldSchema>): z.ZodType {
  const description = field.description === "" ? `${field.column} of the row` : field.description;
  if (field.type === "boolean") return z.boolean().describe(description);
  if (field.type === "text" && field.options.length > 0) return z.enum(field.options).describe(description);
  if (field.type === "text") return z.string().max(4000).describe(description);
  const amount = field.max === null ? z.number() : z.number().max(field.max);
  return amount.describe(description);
}
