const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A readable id that no other node or wire has had: `agent-k3f9x2ab`. Never reused, so a diff tells new from changed. */
export function newElementId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("")}`;
}

/** `base`, or `base 2`, `base 3` … when it is taken. */
export function numbered(base: string, taken: ReadonlySet<string>, separator: string): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}${separator}${number}`)) number++;
  return `${base}${separator}${number}`;
}
