import "server-only";
import { database } from "#db/client.server.ts";
import { insertRows, selectRows } from "#db/queries/tables.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { todayInUtc } from "#lib/tables/accept-checked.ts";
import { csvHeader, csvLines, readTableCsv } from "#lib/tables/csv.ts";
import { requireReferences } from "#lib/tables/require-references.server.ts";
import { refuseOverflow, requireTable } from "#lib/tables/store.server.ts";

const pageSize = 1000;
const mostCsvBytes = 10 * 1024 * 1024;

/** All rows as a CSV download, read page by page so that a large table does not fill the memory. */
export async function exportTable(actor: Actor, name: string): Promise<Response> {
  authorize(actor, "read");
  const table = await requireTable(database(), actor.workspaceId, name);
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvHeader(table.columns))),
    pull: async (controller) => {
      const page = { limit: pageSize, ...(cursor ? { cursor } : {}) };
      const rows = await selectRows(database(), actor.workspaceId, table.id, {}, page);
      if (rows.length > 0)
        controller.enqueue(
          encoder.encode(
            csvLines(
              table.columns,
              rows.map((row) => row.values),
            ),
          ),
        );
      cursor = rows.at(-1)?.id;
      if (rows.length < pageSize) controller.close();
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${table.name}.csv"`,
      "cache-control": "no-store",
    },
  });
}

/** Adds rows from CSV; a wrong row refuses the whole file unless `partial`. */
export async function importTable(
  actor: Actor,
  name: string,
  given: { csv: string | undefined; form: FormData | undefined; partial: boolean },
) {
  authorize(actor, "table.write");
  const csv = given.form ? await readForm(given.form) : given.csv;
  if (csv === undefined)
    throw new AppError("invalid_input", "Send a CSV file as multipart/form-data or as text/csv.");
  if (Buffer.byteLength(csv) > mostCsvBytes) throw new AppError("too_large", "The CSV is larger than 10 MB.");
  if (csv.includes("\u0000"))
    throw new AppError("invalid_input", "file: Contains a NUL character, which cannot be stored.");
  return await database().transaction(async (tx) => {
    const table = await requireTable(tx, actor.workspaceId, name);
    const { rows, problems } = readTableCsv(table.columns, csv, table.checks, todayInUtc());
    const [first] = problems;
    const isFileWrong = first !== undefined && !first.path.startsWith("rows.");
    if (first && (!given.partial || isFileWrong)) {
      const message = `Nothing was imported. ${first.path}: ${first.message}`;
      throw new AppError("invalid_input", message, { details: problems.slice(0, 100) });
    }
    await refuseOverflow(tx, actor.workspaceId, table, rows.length);
    await requireReferences(tx, actor.workspaceId, table, rows);
    await insertRows(tx, actor.workspaceId, table.id, rows);
    const after = { imported: rows.length };
    await recordAudit(tx, actor, { action: "table.imported", noun: "table", nounId: table.id, after });
    return { imported: rows.length, rejected: problems.slice(0, 100) };
  });
}

async function readForm(form: FormData): Promise<string | undefined> {
  const file = [...form.values()].find((value) => typeof value !== "string");
  if (!file) return undefined;
  const message = `${file.name} is not valid UTF-8 text.`;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (cause) {
    throw new AppError("invalid_input", `file: ${message}`, { details: [{ path: "file", message }], cause });
  }
}
