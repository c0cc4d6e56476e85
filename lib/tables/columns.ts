import { z } from "zod";

/** What a cell may hold; money is a plain number whose currency the column's title tells. */
export const columnTypes = [
  "text",
  "number",
  "integer",
  "boolean",
  "date",
  "datetime",
  "money",
  "enum",
  "email",
] as const;

/** One of {@link columnTypes}. */
export type ColumnType = (typeof columnTypes)[number];

/** A column's name as it stands in rows, matches and CSV headers. */
export const columnNameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,62}$/,
    "Use lower-case letters, digits and underscores, beginning with a letter.",
  );

/** A table's name as it stands in addresses and abilities. */
export const tableNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, "Use lower-case letters, digits, - and _, beginning with a letter.");

/** One column; `options` belongs to enum columns only. */
export const tableColumnSchema = z
  .strictObject({
    name: columnNameSchema,
    title: z.string().min(1).max(120).optional(),
    type: z.enum(columnTypes),
    required: z.boolean().default(false),
    options: z.array(z.string().trim().min(1).max(120)).min(1).max(100).optional(),
    /** Its value must stand in a column of another table. */
    references: z.strictObject({ table: tableNameSchema, column: columnNameSchema }).optional(),
  })
  .superRefine((column, context) => {
    if (column.type === "enum" && !column.options)
      context.addIssue({ code: "custom", path: ["options"], message: "An enum column needs its options." });
    if (column.type !== "enum" && column.options)
      context.addIssue({ code: "custom", path: ["options"], message: "Only an enum column has options." });
    const options = column.options?.map((option) => option.toLowerCase()) ?? [];
    if (new Set(options).size < options.length)
      context.addIssue({ code: "custom", path: ["options"], message: "Two options are the same." });
  });

/** A column as stored and as the API answers. */
export type TableColumn = z.output<typeof tableColumnSchema>;

/** The columns of a table: 1 to 50, names unique. */
export const tableColumnsSchema = z
  .array(tableColumnSchema)
  .min(1)
  .max(50)
  .superRefine((columns, context) => {
    const seen = new Set<string>();
    for (const [index, column] of columns.entries()) {
      if (seen.has(column.name))
        context.addIssue({ code: "custom", path: [index, "name"], message: "This name is already taken." });
      seen.add(column.name);
    }
  });

/** What one cell holds once parsed; dates are text in ISO 8601. */
export type CellValue = string | number | boolean | null;

/** A row's values as stored. */
export type RowValues = Record<string, CellValue>;

/** Checks values read back from the database. */
export const storedValuesSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

/** What the API takes as a row's values before the columns have judged them. */
export const givenValuesSchema = z.record(z.string().max(64), z.unknown());
