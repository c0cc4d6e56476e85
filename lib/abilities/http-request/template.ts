/** A gap an author left for the agent, `{order_id}`; `{note?}` may stay empty. */
export type Placeholder = { name: string; isOptional: boolean };

/** What an agent may put into a gap. */
export type Filling = string | number | boolean | undefined;

const gapPattern = /\{([A-Za-z][A-Za-z0-9_]{0,63})(\?)?\}/g;

/** The part of a web address that decides who is called; it may hold no gap. */
const originPattern = /^https?:\/\/[^/?#{}\s\\@]+(?=[/?#]|$)/i;

/** Every gap in some texts, once each; optional only when no text insists on it. */
export function findPlaceholders(texts: readonly string[]): Placeholder[] {
  const found = new Map<string, Placeholder>();
  for (const text of texts)
    for (const [, name = "", mark] of text.matchAll(gapPattern)) {
      const isOptional = mark === "?" && (found.get(name)?.isOptional ?? true);
      found.set(name, { name, isOptional });
    }
  return [...found.values()];
}

/** Fills the gaps; undefined when an optional one stays empty, so that the caller can leave the whole thing out. */
export function fillText(
  text: string,
  fillings: Record<string, Filling>,
  encode: (value: string) => string = (value) => value,
): string | undefined {
  let isComplete = true;
  const filled = text.replace(gapPattern, (_, name: string) => {
    const value = fillings[name];
    if (value === undefined) isComplete = false;
    return value === undefined ? "" : encode(String(value));
  });
  return isComplete ? filled : undefined;
}

/** The host an address template calls, or undefined when the template leaves that open or is no web address. */
export function fixedHost(template: string): string | undefined {
  const origin = originPattern.exec(template)?.[0];
  return origin === undefined ? undefined : URL.parse(origin)?.host;
}

/**
 * Fills an address; undefined when a filling would lead somewhere the author did not draw: out of its path segment,
 * or to another host.
 */
export function fillUrl(template: string, fillings: Record<string, Filling>): URL | undefined {
  const host = fixedHost(template);
  const gaps = findPlaceholders([template]);
  const values = Object.fromEntries(gaps.map(({ name }) => [name, fillings[name] ?? ""]));
  for (const { name } of findPlaceholders([pathOf(template)])) {
    // Some servers decode %2F before they look at the dots.
    if (String(values[name]).split(/[/\\]/).some(isDotSegment)) return undefined;
  }
  const filled = fillText(template, values, encodeURIComponent) ?? "";
  const url = URL.parse(filled);
  if (!url || host === undefined || url.host !== host) return undefined;
  // Two gaps side by side could spell a dot segment together, which the URL parser would then resolve.
  return pathOf(filled).split("/").some(isDotSegment) ? undefined : url;
}

/** Fills a JSON template leaf by leaf, so that no filling can add a key or end a string; `"{n}"` alone keeps its type. */
export function fillJson(value: unknown, fillings: Record<string, Filling>): unknown {
  if (typeof value === "string") {
    const alone = /^\{([A-Za-z][A-Za-z0-9_]{0,63})\??\}$/.exec(value)?.[1];
    return alone === undefined ? fillText(value, fillings) : fillings[alone];
  }
  if (Array.isArray(value))
    return value.map((item) => fillJson(item, fillings)).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).map(([key, item]) => [key, fillJson(item, fillings)] as const);
  return Object.fromEntries(pairs.filter(([, item]) => item !== undefined));
}

/** The strings inside a JSON text where gaps may stand; undefined when it is not JSON. */
export function jsonLeaves(text: string): string[] | undefined {
  const leaves: string[] = [];
  try {
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === "string") leaves.push(value);
      return value;
    });
    return leaves;
  } catch {
    return undefined;
  }
}

function pathOf(address: string): string {
  return address.split(/[?#]/, 1)[0] ?? "";
}

function isDotSegment(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment);
}
