/** A member as others may name them. */
export type Nameable = { userId: string; name: string; email: string };

/** A member somebody named, and the words that named them. */
export type Mention = { userId: string; as: string };

/** Members a text names by `@` and their whole name or address, each once; the longest name that fits is meant. */
export function findMentions(text: string, members: readonly Nameable[]): Mention[] {
  const names = members
    .flatMap(({ userId, name, email }) => [name, email].map((as) => ({ userId, as })))
    .filter(({ as }) => as.trim() !== "")
    .sort((one, other) => other.as.length - one.as.length);
  const found = new Map<string, Mention>();
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}_.])@/gu)) {
    const rest = text.slice(index + 1);
    const meant = names.find(
      ({ as }) =>
        rest.slice(0, as.length).toLocaleLowerCase() === as.toLocaleLowerCase() &&
        !/^[\p{L}\p{N}_]/u.test(rest.slice(as.length)),
    );
    if (!meant) continue;
    // Two members of the same name are both meant: better one notice too many than none.
    for (const { userId, as } of names)
      if (as.toLocaleLowerCase() === meant.as.toLocaleLowerCase() && !found.has(userId))
        found.set(userId, { userId, as: rest.slice(0, as.length) });
  }
  return [...found.values()];
}
