import type { ErrorDetail } from "#lib/foundation/errors.ts";

const deepest = 64;

/** The first place in parsed input that the database or the schemas cannot bear, or undefined when clean. */
export function findUncleanValue(value: unknown, path = "", depth = 0): ErrorDetail | undefined {
  if (typeof value === "string") return findUncleanText(value, path);
  if (value === null || typeof value !== "object") return undefined;
  if (depth >= deepest) return { path, message: `Nested deeper than ${deepest} levels.` };
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      const found = findUncleanValue(entry, join(path, String(index)), depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  for (const [key, entry] of Object.entries(value)) {
    if (key === "__proto__") return { path: join(path, key), message: "This field name is not allowed." };
    const found = findUncleanText(key, path) ?? findUncleanValue(entry, join(path, key), depth + 1);
    if (found) return found;
  }
  return undefined;
}

function findUncleanText(text: string, path: string): ErrorDetail | undefined {
  if (text.includes("\u0000")) return { path, message: "Contains a NUL character, which cannot be stored." };
  if (!text.isWellFormed())
    return { path, message: "Contains half of a surrogate pair, which is not valid text." };
  return undefined;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
