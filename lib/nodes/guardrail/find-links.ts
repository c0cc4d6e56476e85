import type { Finding } from "../execute-node.ts";

// With or without its scheme: clients make links of both, and of "//host" where a page stands on https.
const address = new RegExp(
  [
    String.raw`\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s<>"'\x60]{1,4000}`,
    String.raw`(?:\/\/|\bwww\.)[\w-]{1,60}(?:\.[\w-]{1,60}){1,10}[^\s<>"'\x60]{0,4000}`,
    String.raw`\bdata:text\/html[^\s<>"'\x60]{0,4000}`,
  ].join("|"),
  "gi",
);

/** Addresses in a text that lead to another host than those allowed, or to none that can be told. */
export function findLinks(text: string, hosts: readonly string[]): Finding[] {
  const allowed = hosts.map((host) =>
    host
      .trim()
      .toLowerCase()
      .replace(/^\*?\./, ""),
  );
  return [...text.matchAll(address)].flatMap((match): Finding[] => {
    // Markdown closes a link with a bracket that is no part of it.
    const [found] = match;
    const excerpt = withoutEnd(found);
    const host = hostOf(excerpt);
    if (host !== null && allowed.some((one) => host === one || host.endsWith(`.${one}`))) return [];
    return [{ check: "links", excerpt, start: match.index, end: match.index + excerpt.length }];
  });
}

function withoutEnd(found: string): string {
  let end = found.length;
  while (end > 0 && ").,;:!?]}*_".includes(found[end - 1] ?? " ")) end -= 1;
  return found.slice(0, end);
}

function hostOf(excerpt: string): string | null {
  const whole = excerpt.startsWith("//")
    ? `https:${excerpt}`
    : excerpt.startsWith("www.")
      ? `https://${excerpt}`
      : excerpt;
  const url = URL.parse(whole);
  return url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === ""
    ? url.hostname
    : null;
}
