import type { Change } from "#lib/blueprint/diff.ts";

/** Names a change within one comparison, for links and lists. */
export function keyOfChange({ what, id }: Pick<Change, "what" | "id">): string {
  return `${what}:${id}`;
}
