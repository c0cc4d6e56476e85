import type { z } from "zod";
import type { CellValue, tableColumnSchema } from "#lib/tables/columns.ts";
import type { RowCheck } from "#lib/tables/row-checks.ts";

/** What a starter template brings along besides its blueprint; `key` is how the blueprint refers to a dataset. */
export type StarterData = {
  datasets: {
    key: string;
    name: string;
    description: string;
    documents: { title: string; text: string; mediaType: "text/markdown" }[];
  }[];
  tables: {
    name: string;
    title: string;
    columns: z.input<typeof tableColumnSchema>[];
    /** What every row must meet, whoever writes it. */
    checks?: RowCheck[];
    rows: Record<string, CellValue>[];
  }[];
};
