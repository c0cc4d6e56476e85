import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";

/** Work that had not reached the server when the page was left. */
export type LocalCopy = { revision: number; at: number; base: Blueprint; document: Blueprint };

const keyOf = (id: string) => `aimwright:draft:${id}`;

/** Keeps the document in this browser until the server has it, with the saved one it grew out of. */
export function keepLocalCopy(id: string, revision: number, base: Blueprint, document: Blueprint): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify({ revision, at: Date.now(), base, document }));
  } catch {
    // A full or forbidden storage takes away the copy, not the work: the server still gets it.
  }
}

/** Throws the copy away. */
export function forgetLocalCopy(id: string): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // See above.
  }
}

/** The copy left behind for a blueprint when it differs from what the server has. */
export function findLocalCopy(id: string, saved: Blueprint): LocalCopy | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(id)) ?? "null");
    if (typeof kept !== "object" || kept === null || !("document" in kept)) return null;
    const parsed = blueprintSchema.safeParse(kept.document);
    if (!parsed.success || JSON.stringify(parsed.data) === JSON.stringify(blueprintSchema.parse(saved)))
      return null;
    const revision = "revision" in kept && typeof kept.revision === "number" ? kept.revision : 0;
    const at = "at" in kept && typeof kept.at === "number" ? kept.at : 0;
    const base = blueprintSchema.safeParse("base" in kept ? kept.base : null);
    return { revision, at, base: base.success ? base.data : saved, document: parsed.data };
  } catch {
    return null;
  }
}
