import { z } from "zod";

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/** Why a text is no JSON Schema this build can check with, or null when it is one. */
export function schemaProblem(schema: string): string | null {
  const read = readSchema(schema);
  return typeof read === "string" ? read : null;
}

/** Why a text is not JSON that fits a JSON Schema, or null when it fits; a schema that cannot be read fits nothing. */
export function jsonProblem(schema: string, text: string): string | null {
  const checker = readSchema(schema);
  if (typeof checker === "string") return checker;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "The text is not JSON.";
  }
  const parsed = checker.safeParse(value);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join(".") || "value"}: ${issue?.message ?? "does not fit"}`;
}

function readSchema(schema: string): z.ZodType | string {
  let value: unknown;
  try {
    value = JSON.parse(schema);
  } catch {
    return "The schema is not JSON.";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return 'A schema is a JSON object such as { "type": "object" }.';
  try {
    return z.fromJSONSchema(value as JsonSchema);
  } catch (caught) {
    return `The schema cannot be used: ${caught instanceof Error ? caught.message : "unknown"}`;
  }
}
