/** One step of a path: a name, a place in a list, a slice of one, or everything. */
type Step = { name: string } | { index: number } | { from: number; to: number | null } | { all: true };

/**
 * Reads a JSONPath such as `$.data.items[0:5].name` or `$.orders[*].id`: names, quoted names, places, slices and
 * `*`. Filters and scripts are no part of it. Returns what is wrong with it as text.
 */
export function parseJsonPath(text: string): Step[] | string {
  const steps: Step[] = [];
  let rest = text.trim().replace(/^\$/, "");
  if (rest !== "" && !/^[.[]/.test(rest)) rest = `.${rest}`;
  while (rest !== "") {
    const match =
      /^\.(?<name>[\p{L}_$][\p{L}\p{N}_$-]*|\*)/u.exec(rest) ??
      /^\[(?:"(?<double>[^"\]]{1,200})"|'(?<single>[^'\]]{1,200})'|(?<index>-?\d{1,9})|(?<from>-?\d{0,9}):(?<to>-?\d{0,9})|(?<star>\*))\]/.exec(
        rest,
      );
    if (!match?.groups || steps.length >= 50)
      return `It cannot be read from “${rest.slice(0, 40)}” on. Write it as $.data.items[0:5].`;
    steps.push(stepOf(match.groups));
    rest = rest.slice(match[0].length);
  }
  return steps;
}

function stepOf(given: Record<string, string | undefined>): Step {
  const name = given.name ?? given.double ?? given.single;
  if (name === "*" && given.name !== undefined) return { all: true };
  if (name !== undefined) return { name };
  if (given.index !== undefined) return { index: Number(given.index) };
  if (given.star !== undefined) return { all: true };
  return { from: Number(given.from || 0), to: given.to ? Number(given.to) : null };
}

/** What stands at a path: one value for a plain path, a list for one with `*` or a slice; undefined where nothing does. */
export function pickByPath(value: unknown, text: string): unknown {
  const steps = parseJsonPath(text);
  if (typeof steps === "string") return undefined;
  let found: unknown[] = [value];
  for (const step of steps) found = found.flatMap((one) => take(one, step)).slice(0, 100_000);
  const isMany = steps.some((step) => "all" in step || "from" in step);
  return isMany ? found : found[0];
}

function take(value: unknown, step: Step): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if ("all" in step) return Object.values(value);
  if ("name" in step) {
    const isField = !Array.isArray(value) && Object.hasOwn(value, step.name);
    return isField ? [(value as Record<string, unknown>)[step.name]] : [];
  }
  if (!Array.isArray(value)) return [];
  if ("from" in step) return value.slice(step.from, step.to ?? undefined);
  const item = value.at(step.index);
  return item === undefined ? [] : [item];
}
