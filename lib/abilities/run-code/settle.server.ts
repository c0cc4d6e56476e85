import "server-only";
import { z } from "zod";
import type { AbilityContext, TableRowChange } from "../execute-ability.ts";
import { readLookup } from "./lookups.ts";

type Settings = { lookups: { name: string; value: string }[]; writes: string[]; agree: string[] };

const mostRows = 200;
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const returnedSchema = z.union([
  z.object({ refuse: z.string().min(1).max(2000) }),
  z.object({
    result: z.record(z.string(), z.unknown()),
    write: z
      .array(
        z.union([
          z.strictObject({ table: z.string(), insert: values }),
          z.strictObject({ table: z.string(), find: values, set: values }),
        ]),
      )
      .max(50)
      .default([]),
  }),
]);

/** What fixed code finds in `input`: the arguments, the rows looked up, and the date in UTC. */
export async function fetchRows(
  context: AbilityContext,
  { lookups }: Settings,
  args: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const fetched: Record<string, Record<string, unknown>[]> = {};
  for (const { name, value } of lookups) {
    const lookup = readLookup(name, value);
    if (typeof lookup === "string") throw new Error(`The lookup ${name} cannot be read: ${lookup}`);
    const match = lookup.by.map(({ column, from }): [string, unknown] => {
      if ("value" in from) return [column, from.value];
      return [column, "argument" in from ? args[from.argument] : fetched[from.lookup]?.[0]?.[from.column]];
    });
    // Nothing to look up by finds nothing; an empty comparison would find rows without a value.
    const isKnown = match.every(
      ([, wanted]) => ["string", "number", "boolean"].includes(typeof wanted) && wanted !== "",
    );
    fetched[name] = isKnown
      ? await context.tables.find(lookup.table, Object.fromEntries(match), { limit: mostRows })
      : [];
  }
  return { ...args, ...fetched, today: new Date().toISOString().slice(0, 10) };
}

/** Takes what the code returned: a refusal, or a result whose writes are made all or none. */
export async function settle(
  context: AbilityContext,
  settings: Settings,
  args: Record<string, unknown>,
  returned: unknown,
): Promise<{ error: string } | { result: unknown; changes?: TableRowChange[] }> {
  const read = returnedSchema.safeParse(returned);
  if (!read.success) return { error: "The code must return { result, write } or { refuse }." };
  if ("refuse" in read.data) return { error: read.data.refuse };
  const { result, write } = read.data;
  if (settings.writes.length === 0) return { result };
  const stray = write.find(({ table }) => !settings.writes.includes(table));
  if (stray) return { error: `The code wanted to write the table ${stray.table}, which it may not.` };
  for (const name of settings.agree)
    if (args[name] !== result[name])
      return {
        error: `Nothing was written: ${name.replaceAll("_", " ")} was given as ${String(args[name])}, but comes to ${String(result[name])}. Look it up again.`,
      };
  return write.length === 0 ? { result } : { result, changes: await context.tables.writeAll(write) };
}
