import type { z } from "zod";
import type { ErrorDetail } from "#lib/foundation/errors.ts";

type Issue = z.core.$ZodIssue;

/** Turns zod's issues into dotted paths and sentences, one detail for each unknown field. */
export function errorDetails(error: z.core.$ZodError): ErrorDetail[] {
  return error.issues.flatMap((issue) => issueDetails(issue, [])).slice(0, 50);
}

function issueDetails(issue: Issue, parents: PropertyKey[]): ErrorDetail[] {
  const path = [...parents, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: dotted([...path, key]), message: "Unknown field." }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((best, next) => (closeness(next) > closeness(best) ? next : best));
    if (nearest.length > 0) return nearest.flatMap((inner) => issueDetails(inner, path));
  }
  return [{ path: dotted(path), message: issue.message }];
}

// The branch a caller meant is the one whose problems lie deepest and are fewest.
function closeness(issues: Issue[]): number {
  return Math.min(...issues.map((issue) => issue.path.length), 99) * 100 - issues.length;
}

function dotted(path: PropertyKey[]): string {
  return path.map(String).join(".");
}
