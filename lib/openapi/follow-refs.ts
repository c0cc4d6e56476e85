import type { FollowRef } from "./simplify-schema.ts";

type Json = Record<string, unknown>;

/** A JSON object, or an empty one where there is none. */
export function objectAt(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A list, or an empty one where there is none. */
export function listAt(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text within a length, or an empty one. */
export function textAt(value: unknown, most: number): string {
  return typeof value === "string" ? value.trim().slice(0, most) : "";
}

/** Follows references within one document and never out of it; `outside` collects those that were not followed. */
export function followerOf(root: Json, outside: Set<string>): FollowRef {
  return (ref) => {
    if (!ref.startsWith("#/")) {
      if (outside.size < 50) outside.add(ref.slice(0, 200));
      return undefined;
    }
    let at: unknown = root;
    for (const part of ref.slice(2).split("/")) {
      const key = unescapePart(part);
      // Own keys only: a reference to `#/constructor` leads nowhere.
      if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
      at = (at as Json)[key];
    }
    return at;
  };
}

/** What a value stands for when it may be a reference to another, within a few hops. */
export function resolved(value: unknown, follow: FollowRef): Json {
  let at = objectAt(value);
  for (let hops = 0; hops < 16 && typeof at.$ref === "string"; hops += 1) at = objectAt(follow(at.$ref));
  return at;
}

function unescapePart(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return part;
  }
}
