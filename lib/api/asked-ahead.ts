/** What `public/ahead.js` asked for while the page's scripts were still coming, by address. */
type AskedAhead = Map<string, { at: number; answer: Promise<Response> }>;

// Later than this a page would show what may have changed meanwhile.
const freshMs = 10_000;

/** The answer to a reading that was asked for before the page's scripts ran; each serves once, and none after a change. */
export function takeAskedAhead(method: string, url: string): Promise<Response> | undefined {
  const { askedAhead } = globalThis as { askedAhead?: AskedAhead };
  if (!askedAhead?.size) return undefined;
  if (method !== "GET") {
    askedAhead.clear();
    return undefined;
  }
  const early = askedAhead.get(url);
  askedAhead.delete(url);
  return early && Date.now() - early.at < freshMs ? early.answer : undefined;
}
