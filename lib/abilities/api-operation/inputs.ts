import { z } from "zod";
import type { ApiBody, ApiParameter, JsonSchema } from "#lib/openapi/operation.ts";
import { simplifySchema } from "#lib/openapi/simplify-schema.ts";

/** What the inputs are made from. */
export type InputSettings = {
  parameters: ApiParameter[];
  body: ApiBody | null;
  fixed: { name: string; value: string }[];
};

/** One value an operation takes. */
export type ApiInput = { argument: string; required: boolean; schema: JsonSchema };

/** Everything an operation takes, fixed or not. */
export function inputsOf({ parameters, body }: InputSettings): ApiInput[] {
  const fromBody = body === null ? [] : body.fields.length > 0 ? body.fields : [body];
  return [...parameters, ...fromBody];
}

/** The schema of what the agent fills, or what is wrong with it. Fixed values are no part of it. */
export function argumentsSchema(settings: InputSettings): z.ZodObject | string {
  const fixed = new Set(settings.fixed.map(({ name }) => name));
  const open = inputsOf(settings).filter(({ argument }) => !fixed.has(argument));
  const schema = {
    type: "object",
    // The document may come from anywhere: what it carries is held to the same bounds as on import.
    properties: Object.fromEntries(open.map((one) => [one.argument, simplifySchema(one.schema)])),
    required: open.filter((one) => one.required).map(({ argument }) => argument),
    additionalProperties: false,
  };
  try {
    const made = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    return made instanceof z.ZodObject ? made : "The inputs of this operation cannot be read.";
  } catch (caught) {
    const reason = caught instanceof Error ? caught.message : "unknown keyword";
    return `The inputs of this operation cannot be read: ${reason}. Import it again.`;
  }
}

/** The agent's values together with the author's, who wins. */
export function withFixed(settings: InputSettings, args: Record<string, unknown>): Record<string, unknown> {
  const inputs = new Map(inputsOf(settings).map((one) => [one.argument, one]));
  const fixed = settings.fixed.flatMap(({ name, value }) => {
    const input = inputs.get(name);
    return input ? [[name, readFixed(input.schema, value)]] : [];
  });
  return { ...args, ...Object.fromEntries(fixed) };
}

// An author writes text; what the operation takes as number, list or object is read as such.
function readFixed(schema: JsonSchema, value: string): unknown {
  const types = [schema.type].flat();
  if (types.includes("string") || schema.format !== undefined) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
