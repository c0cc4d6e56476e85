import "server-only";
import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { tableRows, tables } from "#db/schema/tables.ts";
import { newId } from "#lib/foundation/ids.ts";
import {
  type RowValues,
  storedValuesSchema,
  type TableColumn,
  tableColumnsSchema,
} from "#lib/tables/columns.ts";
import type { ColumnMatch } from "#lib/tables/match.ts";
import { type RowCheck, rowChecksSchema } from "#lib/tables/row-checks.ts";

/** A table with its columns and checks parsed. */
export type StoredTable = Omit<typeof tables.$inferSelect, "columns" | "checks"> & {
  columns: TableColumn[];
  checks: RowCheck[];
};

/** A row with its values parsed. */
export type StoredRow = Omit<typeof tableRows.$inferSelect, "values"> & { values: RowValues };

/** Which rows are meant: every comparison must hold, and every word must stand somewhere in the row. */
export type RowFilter = { matches?: ColumnMatch[]; words?: string[] };

/** The tables of a workspace after the cursor, with how many rows each has. */
export async function listTables(
  database: Database,
  workspaceId: string,
  page: { limit: number; cursor?: string },
) {
  const rowCount = sql<number>`(select count(*)::int from ${tableRows} where ${tableRows.tableId} = ${tables}.id)`;
  const rows = await database
    .select({ table: tables, rowCount })
    .from(tables)
    .where(and(eq(tables.workspaceId, workspaceId), page.cursor ? gt(tables.id, page.cursor) : undefined))
    .orderBy(asc(tables.id))
    .limit(page.limit + 1);
  return rows.map((row) => ({ ...parseTable(row.table), rowCount: row.rowCount }));
}

/** One table by its name; `lock` holds off other changes of it until the transaction ends. */
export async function findTable(database: Database, workspaceId: string, name: string, lock = false) {
  const query = database
    .select()
    .from(tables)
    .where(and(eq(tables.workspaceId, workspaceId), eq(tables.name, name)));
  const [row] = await (lock ? query.for("update") : query);
  return row ? parseTable(row) : undefined;
}

/** Stores a new table; nothing when the name is taken. */
export async function insertTable(
  database: Database,
  workspaceId: string,
  table: { name: string; title: string; columns: TableColumn[]; checks?: RowCheck[] },
): Promise<StoredTable | undefined> {
  const [row] = await database
    .insert(tables)
    .values({ id: newId(), workspaceId, ...table })
    .onConflictDoNothing()
    .returning();
  return row ? parseTable(row) : undefined;
}

/** Changes a table's title, columns or checks; the rows are the caller's business. */
export async function updateTable(
  database: Database,
  workspaceId: string,
  id: string,
  change: { title?: string; columns?: TableColumn[]; checks?: RowCheck[] },
): Promise<StoredTable | undefined> {
  const [row] = await database
    .update(tables)
    .set({ ...change, updatedAt: new Date() })
    .where(and(eq(tables.workspaceId, workspaceId), eq(tables.id, id)))
    .returning();
  return row ? parseTable(row) : undefined;
}

/** Removes a table with its rows. */
export async function deleteTable(database: Database, workspaceId: string, id: string): Promise<void> {
  await database.delete(tables).where(and(eq(tables.workspaceId, workspaceId), eq(tables.id, id)));
}

/** How many rows a table has. */
export async function countRows(database: Database, workspaceId: string, tableId: string): Promise<number> {
  return await database.$count(tableRows, ofTable(workspaceId, tableId));
}

/** Rows in the order they were stored; `lock` for changing them within a transaction. */
export async function selectRows(
  database: Database,
  workspaceId: string,
  tableId: string,
  filter: RowFilter,
  page: { limit: number; cursor?: string; lock?: boolean },
): Promise<StoredRow[]> {
  const query = database
    .select()
    .from(tableRows)
    .where(
      and(
        ofTable(workspaceId, tableId),
        page.cursor ? gt(tableRows.id, page.cursor) : undefined,
        ...(filter.matches ?? []).map(matchCondition),
        ...(filter.words ?? []).map(wordCondition),
      ),
    )
    .orderBy(asc(tableRows.id))
    .limit(page.limit);
  return (await (page.lock ? query.for("update") : query)).map(parseRow);
}

/** One row by its id. */
export async function findRow(
  database: Database,
  workspaceId: string,
  tableId: string,
  id: string,
  lock = false,
) {
  const query = database
    .select()
    .from(tableRows)
    .where(and(ofTable(workspaceId, tableId), eq(tableRows.id, id)));
  const [row] = await (lock ? query.for("update") : query);
  return row ? parseRow(row) : undefined;
}

/** Stores rows in the given order, many in one statement. */
export async function insertRows(
  database: Database,
  workspaceId: string,
  tableId: string,
  rows: RowValues[],
): Promise<StoredRow[]> {
  const stored: StoredRow[] = [];
  for (let start = 0; start < rows.length; start += 1000) {
    const batch = rows
      .slice(start, start + 1000)
      .map((values) => ({ id: newId(), workspaceId, tableId, values }));
    stored.push(...(await database.insert(tableRows).values(batch).returning()).map(parseRow));
  }
  return stored;
}

/** The first of many comparisons of one column that no row passes, by its place; null when each has a row. */
export async function firstWithoutRow(
  database: Database,
  workspaceId: string,
  tableId: string,
  matches: readonly ColumnMatch[],
): Promise<number | null> {
  const [column] = matches.map((match) => match.column);
  const wanted = matches.flatMap((match, at) => {
    const values = "loosely" in match ? match.loosely : "exactly" in match ? match.exactly : [""];
    return values.map((value) => ({ at, value }));
  });
  const isText = matches.every((match) => !("exactly" in match));
  const cell = isText
    ? sql`to_jsonb(lower(btrim(${tableRows.values} ->> ${column}::text)))`
    : sql`${tableRows.values} -> ${column}::text`;
  const bare = sql`to_jsonb(ltrim(lower(btrim(${tableRows.values} ->> ${column}::text)), '# '))`;
  // Equalities alone, so that the two sides are hashed and each is read once, however many are asked for.
  const { rows } = await database.execute<{ at: number }>(sql`
    with wanted as (
      select at, value from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as given(at int, value jsonb)
    ), there as (
      select wanted.at from wanted join ${tableRows} on ${cell} = wanted.value where ${ofTable(workspaceId, tableId)}
      ${isText ? sql`union select wanted.at from wanted join ${tableRows} on ${bare} = wanted.value where ${ofTable(workspaceId, tableId)}` : sql``}
    )
    select at from generate_series(0, ${matches.length - 1}::int) as asked(at)
    where at not in (select at from there) order by at limit 1`);
  return rows[0]?.at ?? null;
}

/** Replaces a row's values; with `revision` only when nobody changed it since. */
export async function replaceRow(
  database: Database,
  workspaceId: string,
  tableId: string,
  id: string,
  values: RowValues,
  revision?: number,
): Promise<StoredRow | undefined> {
  const [row] = await database
    .update(tableRows)
    .set({ values, revision: sql`${tableRows.revision} + 1`, updatedAt: new Date() })
    .where(and(ofTable(workspaceId, tableId), eq(tableRows.id, id), ofRevision(revision)))
    .returning();
  return row ? parseRow(row) : undefined;
}

/** Replaces the values of many rows in one statement. */
export async function replaceValues(
  database: Database,
  workspaceId: string,
  tableId: string,
  rows: { id: string; values: RowValues }[],
): Promise<void> {
  if (rows.length === 0) return;
  await database.execute(sql`
    update ${tableRows} set "values" = given."values", revision = ${tableRows.revision} + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "values" jsonb)
    where ${ofTable(workspaceId, tableId)} and ${tableRows.id} = given.id`);
}

/** Removes rows and says how many there were; with `revision` only when nobody changed them since. */
export async function deleteRows(
  database: Database,
  workspaceId: string,
  tableId: string,
  ids: string[],
  revision?: number,
): Promise<number> {
  const removed = await database
    .delete(tableRows)
    .where(and(ofTable(workspaceId, tableId), inArray(tableRows.id, ids), ofRevision(revision)))
    .returning({ id: tableRows.id });
  return removed.length;
}

function ofTable(workspaceId: string, tableId: string): SQL | undefined {
  return and(eq(tableRows.workspaceId, workspaceId), eq(tableRows.tableId, tableId));
}

function ofRevision(revision: number | undefined): SQL | undefined {
  return revision === undefined ? undefined : eq(tableRows.revision, revision);
}

// Containment can use the GIN index; text is compared without regard to case, which cannot.
function matchCondition(match: ColumnMatch): SQL {
  const cell = sql`${tableRows.values} ->> ${match.column}`;
  if ("empty" in match) return sql`coalesce(${cell}, '') = ''`;
  if ("loosely" in match) {
    const wanted = sql`${sql.param(match.loosely)}::text[]`;
    return sql`(lower(btrim(${cell})) = any(${wanted}) or ltrim(lower(btrim(${cell})), '# ') = any(${wanted}))`;
  }
  const exact = match.exactly.map((value) => {
    return sql`${tableRows.values} @> ${JSON.stringify({ [match.column]: value })}::jsonb`;
  });
  return exact.length === 0 ? sql`false` : sql`(${sql.join(exact, sql` or `)})`;
}

function wordCondition(word: string): SQL {
  const pattern = `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`exists (select 1 from jsonb_each_text(${tableRows.values}) as cell where cell.value ilike ${pattern})`;
}

function parseTable(row: typeof tables.$inferSelect): StoredTable {
  return {
    ...row,
    columns: tableColumnsSchema.parse(row.columns),
    checks: rowChecksSchema.parse(row.checks),
  };
}

function parseRow(row: typeof tableRows.$inferSelect): StoredRow {
  return { ...row, values: storedValuesSchema.parse(row.values) };
}
