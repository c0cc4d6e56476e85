import type { Issue } from "#lib/blueprint/issue.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError, type ErrorDetail } from "#lib/foundation/errors.ts";

/** Throws `blueprint_invalid` with one detail per error of a document, its path that of the field; `what` begins the sentence. */
export function refuseErrors(document: Blueprint, issues: readonly Issue[], what: string): void {
  const errors = issues.filter((issue) => issue.severity === "error");
  const [first] = errors;
  if (!first) return;
  const rest = errors.length > 1 ? ` There are ${errors.length} such problems.` : "";
  const details = errors.map((issue) => ({ path: pathOf(document, issue), message: sentence(issue) }));
  throw new AppError("blueprint_invalid", `${what}: ${first.message}${rest}`, { details });
}

function pathOf(document: Blueprint, issue: Issue): ErrorDetail["path"] {
  if (issue.node === undefined) return "document";
  const index = document.nodes.findIndex((node) => node.id === issue.node);
  const node = `document.nodes.${index}`;
  return issue.field === undefined ? node : `${node}.config.${issue.field}`;
}

function sentence(issue: Issue): string {
  return issue.fix === undefined ? issue.message : `${issue.message} ${issue.fix}`;
}
