/** The header in which a call to a model says how many blueprints asked one another until here. */
export const depthHeader = "x-aimwright-depth";

/** A fetch whose requests say that they come from one blueprint deeper, should the model be a blueprint itself. */
export function nestedFetch(fetch: typeof globalThis.fetch, depth: number): typeof globalThis.fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    headers.set(depthHeader, String(depth + 1));
    return fetch(input, { ...init, headers });
  };
}
