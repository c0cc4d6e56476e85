import { z } from "zod";

/** How a value is written into a request, as the OpenAPI specification names it; `tabDelimited` is Swagger 2's `tsv`. */
export const parameterStyles = [
  "simple",
  "label",
  "matrix",
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "tabDelimited",
  "deepObject",
] as const;

/** A member of {@link parameterStyles}. */
export type ParameterStyle = (typeof parameterStyles)[number];

/** Methods an operation may have that the way out of the product can call. */
export const operationMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** A JSON Schema, already made self-contained and small by `simplify-schema.ts`. */
export const jsonSchemaSchema = z.record(z.string(), z.unknown());

/** A value with its JSON Schema. */
export type JsonSchema = Record<string, unknown>;

/** One parameter: its name on the wire, and `argument`, the name the agent fills. */
export const parameterSchema = z.strictObject({
  name: z.string().min(1).max(200),
  in: z.enum(["path", "query", "header", "cookie"]),
  argument: z.string().min(1).max(64),
  required: z.boolean().default(false),
  style: z.enum(parameterStyles),
  explode: z.boolean().default(false),
  allowReserved: z.boolean().default(false),
  /** True where the value is sent as JSON text (`content: application/json`). */
  json: z.boolean().default(false),
  schema: jsonSchemaSchema.default({}),
});

/** One field of a body that the agent fills by itself. */
export const bodyFieldSchema = z.strictObject({
  name: z.string().min(1).max(200),
  argument: z.string().min(1).max(64),
  required: z.boolean().default(false),
  style: z.enum(parameterStyles).default("form"),
  explode: z.boolean().default(true),
  /** The media type of this part, where the specification names one. */
  mediaType: z.string().max(120).default(""),
  schema: jsonSchemaSchema.default({}),
});

/** A request body: either its fields one by one, or one argument that is the whole of it. */
export const requestBodySchema = z.strictObject({
  mediaType: z.string().min(1).max(120),
  required: z.boolean().default(false),
  fields: z.array(bodyFieldSchema).max(400).default([]),
  argument: z.string().max(64).default("body"),
  schema: jsonSchemaSchema.default({}),
});

/** One way to sign in. The key itself is a secret of the workspace, chosen beside it. */
export const signInSchema = z.strictObject({
  /** What the specification calls it. */
  id: z.string().max(200).default(""),
  kind: z.enum(["header", "query", "cookie", "basic", "bearer", "scheme", "clientCredentials"]),
  /** The header's, query's or cookie's name, or the scheme's word before the key. */
  name: z.string().max(200).default(""),
  tokenUrl: z.string().max(2000).default(""),
  scopes: z.array(z.string().max(200)).max(100).default([]),
});

/** Parsed {@link parameterSchema}. */
export type ApiParameter = z.output<typeof parameterSchema>;

/** Parsed {@link bodyFieldSchema}. */
export type ApiBodyField = z.output<typeof bodyFieldSchema>;

/** Parsed {@link requestBodySchema}. */
export type ApiBody = z.output<typeof requestBodySchema>;

/** Parsed {@link signInSchema}. */
export type ApiSignIn = z.output<typeof signInSchema>;

/** What of an ability's settings says how to call an operation. */
export type ApiOperation = {
  system: string;
  operation: string;
  method: (typeof operationMethods)[number];
  server: string;
  path: string;
  parameters: ApiParameter[];
  body: ApiBody | null;
  signIn: ApiSignIn[];
};
