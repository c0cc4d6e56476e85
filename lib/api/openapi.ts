import { z } from "zod";
import { errorTable } from "#lib/foundation/errors.ts";
import { allContracts } from "./all-contracts.ts";
import type { Contract } from "./contract.ts";

type Json = Record<string, unknown>;

let document: Json | undefined;

/** The OpenAPI 3.1 document of every contract; made once. */
export function openApiDocument(): Json {
  document ??= build();
  return document;
}

function build(): Json {
  const paths: Record<string, Json> = {};
  for (const contract of allContracts) {
    paths[contract.path] = {
      ...paths[contract.path],
      [contract.method.toLowerCase()]: operationOf(contract),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Aimwright",
      version: "1",
      description: "Self-hosted agentic workflows with measured goals.",
    },
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "aimwright.session" },
      },
      responses: { Error: { description: "The request failed.", content: jsonContent(errorSchema) } },
    },
  };
}

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(errorTable)),
    message: z.string(),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});

function operationOf(contract: Contract): Json {
  const status = String(contract.status ?? 200);
  const empty = contract.status === 204;
  return {
    operationId: operationId(contract),
    summary: contract.summary,
    tags: [contract.tag],
    ...(contract.audience === "public" ? { security: [] } : {}),
    parameters: parametersOf(contract),
    ...(contract.body ? { requestBody: bodyOf(contract.body) } : {}),
    responses: {
      [status]: {
        description: "Done.",
        ...(empty ? {} : { content: jsonContent(contract.response, "output") }),
      },
      default: { $ref: "#/components/responses/Error" },
    },
  };
}

function operationId({ method, path }: Contract): string {
  const words = path.replace("/api/v1/", "").split(/[^A-Za-z0-9]+/);
  const camel = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  return `${method.toLowerCase()}${camel}`;
}

function bodyOf(schema: z.ZodType): Json {
  return { required: !schema.safeParse(undefined).success, content: jsonContent(schema) };
}

function parametersOf(contract: Contract): Json[] {
  const parameters = [...fieldsOf(contract.params, "path"), ...fieldsOf(contract.query, "query")];
  if (!contract.idempotent) return parameters;
  return [
    ...parameters,
    { name: "Idempotency-Key", in: "header", required: false, schema: { type: "string" } },
  ];
}

function fieldsOf(schema: z.ZodType | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input");
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function jsonContent(schema: z.ZodType, io: "input" | "output" = "input"): Json {
  const { $schema: _dialect, ...rest } = jsonSchema(schema, io);
  return { "application/json": { schema: rest } };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output") {
  return z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
}
