import { parseJsonPath } from "#lib/foundation/json-path.ts";
import type { ConfigProblem, Control } from "#lib/nodes/define-node.ts";

/** The field by which an author picks the part of a JSON answer that the agent reads. */
export const resultPathControl: Control = {
  control: "text",
  label: "Part of the answer",
  hint: "A JSONPath with names, places, slices and *; empty takes the whole answer.",
  placeholder: "$.data.items[0:10]",
};

/** Says what is wrong with a path. */
export function checkResultPath(path: string): ConfigProblem[] {
  const parsed = path.trim() === "" ? [] : parseJsonPath(path);
  return typeof parsed === "string" ? [{ severity: "error", field: "resultPath", message: parsed }] : [];
}
