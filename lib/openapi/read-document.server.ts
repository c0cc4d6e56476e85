import "server-only";
import { load } from "js-yaml";
import { AppError } from "#lib/foundation/errors.ts";

/** What an OpenAPI document may weigh; YAML takes far longer to read than JSON. */
export const documentCaps = { jsonBytes: 16_000_000, yamlBytes: 3_000_000, operations: 5000 } as const;

/** A document whose version is known. */
export type ApiDocument = { version: 2 | 3; format: string; root: Record<string, unknown> };

/** Reads JSON or YAML as an OpenAPI document; says in plain words what it is where it is none. */
export function readDocument(source: string): ApiDocument {
  const text = source.replace(/^\uFEFF/, "");
  const isJson = /^\s*[{[]/.test(text);
  const most = isJson ? documentCaps.jsonBytes : documentCaps.yamlBytes;
  if (Buffer.byteLength(text) > most)
    throw new AppError(
      "too_large",
      `The document is larger than ${most / 1_000_000} MB. Use its JSON form, or a smaller part of it.`,
    );
  const root = isJson ? parseJson(text) : parseYaml(text);
  if (typeof root !== "object" || root === null || Array.isArray(root)) throw notOpenApi(text);
  const record = root as Record<string, unknown>;
  const swagger = String(record.swagger ?? "");
  const openapi = String(record.openapi ?? "");
  if (/^2(\.0)?$/.test(swagger)) return { version: 2, format: "Swagger 2.0", root: record };
  if (/^3\.[012](\.\d+)?/.test(openapi))
    return { version: 3, format: `OpenAPI ${openapi.slice(0, 12)}`, root: record };
  throw notOpenApi(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (caught) {
    throw unreadable("JSON", caught);
  }
}

function parseYaml(text: string): unknown {
  try {
    return load(text, { maxAliases: 1000, maxDepth: 100, maxTotalMergeKeys: 10_000 });
  } catch (caught) {
    throw unreadable("YAML", caught);
  }
}

function unreadable(form: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? (cause.message.split("\n", 1)[0] ?? "").slice(0, 200) : "";
  return new AppError("invalid_input", `The document is not valid ${form}: ${reason}`, { cause });
}

function notOpenApi(text: string): AppError {
  const hint = /<html|<!doctype/i.test(text.slice(0, 2000))
    ? "This is a web page. Look there for a link to the document itself, often named openapi.json or swagger.yaml."
    : "It must begin with “openapi: 3.…” or “swagger: 2.0”.";
  return new AppError("invalid_input", `This is no OpenAPI document. ${hint}`);
}
