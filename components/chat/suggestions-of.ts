import type { Blueprint } from "#lib/blueprint/schema.ts";

/** The questions a blueprint's chats suggest, without repeats. */
export function suggestionsOf(document: Blueprint): string[] {
  const all = document.nodes.flatMap(({ config }) => ("suggestions" in config ? config.suggestions : []));
  return [...new Set(all.filter((question) => question.trim() !== ""))];
}
