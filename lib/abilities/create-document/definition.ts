import { z } from "zod";
import type { ConfigProblem } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";
import { readDataSchema } from "./data-schema.ts";
import { placeholdersOf } from "./fill-template.ts";

const settings = z.strictObject({
  format: z.enum(["choose", "markdown", "pdf", "csv", "chart"]).default("choose"),
  template: z.string().max(50_000).default(""),
  schema: z.string().max(50_000).default(""),
});

/** What an author fixes about a document. */
export type CreateDocumentSettings = z.output<typeof settings>;

const title = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, { error: "The title is one line." })
  .describe("Title, which is also the file's name");
const content = z.string().min(1).max(200_000).describe("The text as Markdown");
const cell = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);
const columns = z.array(z.string().min(1).max(200)).min(1).max(100).describe("Names of the columns");
const rows = z.array(z.array(cell).max(100)).max(10_000).describe("Rows, each with a value for every column");
const bars = z
  .array(z.strictObject({ label: z.string().min(1).max(60), value: z.number() }))
  .min(1)
  .max(40)
  .describe("What the chart shows");

const formatWords = {
  choose: "a Markdown, PDF or CSV document",
  markdown: "a Markdown document",
  pdf: "a PDF document",
  csv: "a CSV file",
  chart: "a bar chart as an image",
} as const;

/** Makes a document people can download. */
export const createDocumentDefinition = defineAbility({
  kind: "create-document",
  title: "Create document",
  summary: "Make a PDF, Markdown, CSV or chart",
  icon: "file-plus",
  settings,
  form: {
    format: {
      control: "select",
      label: "Format",
      options: [
        { value: "choose", label: "The agent chooses" },
        { value: "markdown", label: "Markdown" },
        { value: "pdf", label: "PDF" },
        { value: "csv", label: "CSV" },
        { value: "chart", label: "Bar chart (SVG image)" },
      ],
    },
    template: {
      control: "textarea",
      label: "Template",
      hint: "Markdown with {{names}} the agent fills; empty lets it write the whole text.",
      placeholder: "# Offer for {{customer}}\n\nTotal: {{total}}",
    },
    schema: {
      control: "textarea",
      label: "Schema of the data",
      hint: "JSON Schema of an object; empty takes each name of the template as text.",
      placeholder: '{ "type": "object", "properties": { "total": { "type": "number" } } }',
    },
  },
  effect: "write",
  reversibility: "reversible",
  honoursKey: true,
  arguments: (given) => {
    if (usesTemplate(given)) return z.strictObject({ title, data: dataSchemaOf(given) });
    if (given.format === "csv") return withEvenRows(z.strictObject({ title, columns, rows }));
    if (given.format === "chart") return z.strictObject({ title, bars });
    if (given.format !== "choose") return z.strictObject({ title, content });
    return withEvenRows(
      z.strictObject({
        title,
        format: z.enum(["markdown", "pdf", "csv"]).default("markdown"),
        content: content.describe("The text as Markdown; not for CSV").optional(),
        columns: columns.describe("For CSV: names of the columns").optional(),
        rows: rows.describe("For CSV: rows, each with a value for every column").optional(),
      }),
    ).superRefine((made, context) => {
      if (made.format === "csv" ? made.rows === undefined : made.content === undefined)
        context.addIssue({
          code: "custom",
          message: made.format === "csv" ? "A CSV file needs columns and rows." : "Write the content.",
        });
    });
  },
  describe: (given) => `Creates ${formatWords[given.format]} that people can download.`,
  summarize: (given) => `makes ${formatWords[given.format]}${usesTemplate(given) ? " from a template" : ""}`,
  check: (given): ConfigProblem[] => {
    const problems: ConfigProblem[] = [];
    const say = (field: string, message: string) => problems.push({ severity: "error", field, message });
    if (given.schema !== "" && given.template === "")
      say("template", "A schema describes the data of a template. Write the template.");
    if (given.template !== "" && (given.format === "csv" || given.format === "chart"))
      say("template", "A template makes Markdown or PDF. Choose one of them, or empty the template.");
    const read = given.schema === "" ? undefined : readDataSchema(given.schema);
    if (typeof read === "string") say("schema", read);
    else if (read) {
      const missing = placeholdersOf(given.template).find(
        (name) => !Object.hasOwn(read.shape, name.split(".")[0] ?? ""),
      );
      if (missing) say("template", `The schema has no “${missing}”.`);
    }
    return problems;
  },
  asks: () => ({}),
  docs: "Makes a document of up to 5 MB that is kept with the run and can be downloaded from the chat, the run's page and the API. With a template the agent gives only the data: each `{{name}}` (or `{{a.b}}`) stands for a value, and data that does not fit the schema goes back to the agent, which mends it. Cells of a CSV file that a spreadsheet would take for a formula are given a leading apostrophe. PDF text is drawn in a standard font, so characters outside Latin-1 appear as “?”. Undo deletes the document.",
});

function usesTemplate(given: CreateDocumentSettings): boolean {
  return given.template !== "" && given.format !== "csv" && given.format !== "chart";
}

function dataSchemaOf(given: CreateDocumentSettings): z.ZodObject {
  const read = given.schema === "" ? undefined : readDataSchema(given.schema);
  if (read !== undefined && typeof read !== "string") return read;
  const names = [...new Set(placeholdersOf(given.template).map((name) => name.split(".")[0] ?? name))];
  return z.strictObject(Object.fromEntries(names.map((name) => [name, z.string().min(1).max(20_000)])));
}

function withEvenRows<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): z.ZodObject<Shape> {
  return schema.superRefine((made, context) => {
    const given = made as { columns?: string[]; rows?: unknown[][] };
    const odd = given.rows?.findIndex((row) => row.length !== given.columns?.length) ?? -1;
    if (odd >= 0)
      context.addIssue({
        code: "custom",
        path: ["rows", odd],
        message: `Give ${given.columns?.length ?? 0} values, one for each column.`,
      });
  });
}
