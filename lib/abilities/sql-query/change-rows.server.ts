import "server-only";
import type { Client } from "pg";
import { z } from "zod";
import type { ChangeTarget } from "./change-target.ts";
import type { SqlJob, SqlOutcome } from "./execute-statement.server.ts";

/** What the database said against a statement. */
export type SqlRefusal = { error: string; code: string; hint?: string };

/** The rows a statement changed, as JSON texts so that no number loses a digit; null is "not there". */
export const sqlChangeSchema = z.strictObject({
  table: z.string(),
  key: z.array(z.string()).min(1),
  rows: z.array(z.strictObject({ before: z.string().nullable(), after: z.string().nullable() })),
});

/** Parsed {@link sqlChangeSchema}. */
export type SqlChange = z.output<typeof sqlChangeSchema>;

const mostBytes = 1_000_000;

/** Makes a change of data and tells its rows before and after, where the table has a primary key. */
export async function changeRows(
  client: Client,
  job: SqlJob,
  read: () => Promise<SqlOutcome>,
): Promise<SqlOutcome> {
  const { statement, target, rowLimit } = job;
  const key = target ? await primaryKey(client, target.table) : [];
  if (!target || key.length === 0) {
    const done = await read();
    if ("error" in done || !/^\s*(?:insert|update|delete|merge)\b/i.test(statement.text)) return done;
    return checked(done.isCut ? rowLimit + 1 : done.rowCount, rowLimit) ?? done;
  }
  // The outer query reads the table as it was when the statement began: that is what the undo needs.
  const { table, verb } = target;
  const same = key.map((column) => `was.${quoted(column)} = changed.${quoted(column)}`).join(" and ");
  const { rows } = await client.query<{ before: string | null; after: string | null }>({
    text: `with changed as (${statement.text}
           returning *)
           select to_jsonb(was)::text as before, ${verb === "delete" ? "null" : "to_jsonb(changed)::text"} as after
           from changed left join ${table} was on ${same}`,
    values: statement.values,
  });
  const refused = checked(rows.length, rowLimit);
  if (refused) return refused;
  // A changed key breaks the thread between a row and what it was.
  const isWhole =
    (verb === "insert" || rows.every(({ before }) => before !== null)) &&
    !(await reachesFurther(client, target));
  const size = rows.reduce((sum, { before, after }) => sum + (before?.length ?? 0) + (after?.length ?? 0), 0);
  const shown = rows.map(
    ({ before, after }) => JSON.parse(after ?? before ?? "{}") as Record<string, unknown>,
  );
  const change = isWhole && rows.length > 0 && size <= mostBytes ? { table, key, rows } : undefined;
  return { rows: shown, rowCount: rows.length, isCut: false, ...(change ? { change } : {}) };
}

/** Puts every row back, the last first; refuses the whole when one of them was changed since. */
export async function restoreRows(
  client: Client,
  change: SqlChange,
): Promise<{ undone: number } | SqlRefusal> {
  const { table, key } = change;
  const columns = await writableColumns(client, table);
  const list = columns.map(quoted).join(", ");
  const same = key.map((column) => `now.${quoted(column)} = kept.${quoted(column)}`).join(" and ");
  for (const { before, after } of change.rows.toReversed()) {
    const asKept = `jsonb_populate_record(null::${table}, $1::jsonb) kept`;
    const done =
      after === null
        ? await client.query(
            `insert into ${table} (${list}) overriding system value select ${list} from ${asKept}`,
            [before],
          )
        : before === null
          ? await client.query(
              `delete from ${table} now using ${asKept} where ${same} and to_jsonb(now) = $1::jsonb`,
              [after],
            )
          : await client.query(
              `update ${table} now set (${list}) = (select ${list} from jsonb_populate_record(null::${table}, $2::jsonb))
               from ${asKept} where ${same} and to_jsonb(now) = $1::jsonb`,
              [after, before],
            );
    if (done.rowCount !== 1)
      return {
        error: "A row was changed or removed since. Nothing was done; look at it first.",
        code: "changed",
      };
  }
  return { undone: change.rows.length };
}

function checked(count: number, most: number): SqlRefusal | null {
  if (count <= most) return null;
  return {
    error: `It reaches ${count > most + 1 ? count : `more than ${most}`} rows; ${most} are allowed. Nothing was changed.`,
    code: "too_many_rows",
  };
}

/** Whether a change of the table changes others as well, by its triggers or by rows that go with it. */
async function reachesFurther(client: Client, { table, verb }: ChangeTarget): Promise<boolean> {
  const { rows } = await client.query<{ further: boolean }>(
    `select exists (
       select from pg_trigger where tgrelid = to_regclass($1) and not tgisinternal and tgenabled <> 'D'
     ) or exists (
       select from pg_constraint where confrelid = to_regclass($1) and contype = 'f'
         and ($2 = 'delete' and confdeltype in ('c', 'n', 'd') or $2 = 'update' and confupdtype in ('c', 'n', 'd'))
     ) as further`,
    [table, verb],
  );
  return rows[0]?.further ?? true;
}

async function primaryKey(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indisprimary and i.indrelid = to_regclass($1) order by array_position(i.indkey::int2[], a.attnum)`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function writableColumns(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
