import type { AbilityContext, AbilityResult } from "./execute-ability.ts";

/** What stands for a result that is too long for a model: its shape and beginning, and where the whole of it is. */
export type ShortResult = { value: unknown; isShortened: boolean };

const firstCuts = [
  { items: 50, text: 2000, depth: 8 },
  { items: 20, text: 500, depth: 6 },
  { items: 10, text: 200, depth: 5 },
  { items: 5, text: 100, depth: 4 },
  { items: 2, text: 60, depth: 3 },
] as const;

type Cut = { items: number; text: number; depth: number };

/** The value itself where it fits into `limit` characters, else the largest of its summaries that does. */
export function shorten(value: unknown, limit: number): ShortResult {
  if (typeof value === "string")
    return value.length <= limit
      ? { value, isShortened: false }
      : { value: `${value.slice(0, limit)}… (${value.length} characters)`, isShortened: true };
  const whole = JSON.stringify(value) ?? "null";
  if (whole.length <= limit) return { value, isShortened: false };
  for (const cut of firstCuts) {
    const made = cutDown(value, cut, 0);
    if (JSON.stringify(made).length <= limit) return { value: made, isShortened: true };
  }
  return { value: `${whole.slice(0, Math.max(0, limit - 1))}…`, isShortened: true };
}

function cutDown(value: unknown, cut: Cut, depth: number): unknown {
  if (typeof value === "string")
    return value.length <= cut.text ? value : `${value.slice(0, cut.text)}… (${value.length} characters)`;
  if (typeof value !== "object" || value === null) return value;
  const isList = Array.isArray(value);
  const size = isList ? value.length : Object.keys(value).length;
  if (depth >= cut.depth) return isList ? `(a list of ${size})` : `(an object with ${size} fields)`;
  if (isList) {
    const kept = value.slice(0, cut.items).map((item) => cutDown(item, cut, depth + 1));
    return size <= cut.items ? kept : [...kept, `(${size - cut.items} more of ${size})`];
  }
  const entries = Object.entries(value);
  const kept = entries.slice(0, cut.items * 2).map(([key, item]) => [key, cutDown(item, cut, depth + 1)]);
  const more = size > kept.length ? [["(more)", `${size - kept.length} more fields`]] : [];
  return Object.fromEntries([...kept, ...more]);
}

const mostKept = 4_500_000;

/** Puts a large value aside as a document people can download, and gives the model its summary with the reference. */
export async function byReference(
  context: AbilityContext,
  value: unknown,
  limit: number,
  name: string,
): Promise<Pick<AbilityResult, "artifact"> & { data: unknown; shortened?: Record<string, unknown> }> {
  const { value: data, isShortened } = shorten(value, limit);
  if (!isShortened) return { data };
  const isText = typeof value === "string";
  const content = new TextEncoder().encode(isText ? value : JSON.stringify(value, null, 1));
  const note = "Shortened. Ask for less (a filter, a page, fewer fields) to see the rest.";
  if (content.byteLength > mostKept) return { data, shortened: { note, bytes: content.byteLength } };
  const plain = name.replace(/[^\w.-]+/g, "-").slice(0, 80);
  const artifact = await context.artifacts.create({
    name: `${plain}.${isText ? "txt" : "json"}`,
    mediaType: isText ? "text/plain" : "application/json",
    content,
  });
  return {
    data,
    artifact,
    shortened: { note, bytes: content.byteLength, keptAs: artifact.name, artifactId: artifact.id },
  };
}
