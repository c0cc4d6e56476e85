/** Rows fetched before the code runs: those of `table` whose columns equal what each `by` says. */
export type Lookup = { name: string; table: string; by: { column: string; from: Source }[] };

/** Where a value to look up by comes from: an argument, a column of an earlier lookup's first row, or the author. */
export type Source = { argument: string } | { lookup: string; column: string } | { value: string };

const word = "[a-z][a-z0-9_-]{0,62}";
const whole = new RegExp(`^(${word})\\s+where\\s+(.+)$`, "i");
const part = new RegExp(
  `^([a-z][a-z0-9_]{0,62})\\s*=\\s*(?:"([^"]{0,200})"|(${word})\\.([a-z][a-z0-9_]{0,62})|([a-z_]\\w{0,59}))$`,
  "i",
);

/** Reads `orders where number = order_number and status = "open"`; a sentence when it cannot. */
export function readLookup(name: string, text: string): Lookup | string {
  const [, table, conditions] = whole.exec(text.trim()) ?? [];
  if (table === undefined || conditions === undefined)
    return "Write it as: orders where number = order_number.";
  const by: Lookup["by"] = [];
  for (const condition of conditions.split(/\s+and\s+/i)) {
    const [, column, value, lookup, from, argument] = part.exec(condition.trim()) ?? [];
    if (column === undefined) return `“${condition.trim()}” must be column = value, lookup.column or "text".`;
    if (lookup !== undefined && from !== undefined) by.push({ column, from: { lookup, column: from } });
    else by.push({ column, from: argument === undefined ? { value: value ?? "" } : { argument } });
  }
  return { name, table, by };
}

/** What is wrong with lookups in their order, by their place: each may lean on arguments and on those before it. */
export function lookupProblems(
  lookups: readonly { name: string; value: string }[],
  inputs: readonly string[],
): { index: number; message: string }[] {
  const known = new Set<string>();
  return lookups.flatMap(({ name, value }, index) => {
    const taken = known.has(name) || inputs.includes(name);
    const read = readLookup(name, value);
    const problem =
      typeof read === "string"
        ? read
        : taken
          ? `The name “${name}” is given twice.`
          : read.by.map(({ from }) => strayName(from, inputs, known)).find((stray) => stray !== null);
    known.add(name);
    return problem ? [{ index, message: problem }] : [];
  });
}

function strayName(from: Source, inputs: readonly string[], known: ReadonlySet<string>): string | null {
  if ("argument" in from && !inputs.includes(from.argument))
    return `“${from.argument}” is not among what the agent fills.`;
  return "lookup" in from && !known.has(from.lookup) ? `No lookup “${from.lookup}” stands before it.` : null;
}
