import { z } from "zod";

/** The schema an author wrote for a template's data, or what is wrong with it. */
export function readDataSchema(text: string): z.ZodObject | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (caught) {
    return `This is not JSON: ${caught instanceof Error ? caught.message : "it cannot be read"}.`;
  }
  const given = parsed as { type?: unknown; properties?: unknown; additionalProperties?: unknown } | null;
  if (typeof given !== "object" || given?.type !== "object" || typeof given.properties !== "object")
    return "Write a JSON Schema of an object with properties.";
  try {
    // What the template does not know of is a mistake of the model rather than something to drop silently.
    const schema = z.fromJSONSchema({ additionalProperties: false, ...(given as object) });
    return schema instanceof z.ZodObject
      ? schema
      : "Write a plain object schema, without allOf or anyOf on top.";
  } catch (caught) {
    return `This schema cannot be used: ${caught instanceof Error ? caught.message : "unknown keyword"}.`;
  }
}
