import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { argumentsSchema, type InputSettings } from "#lib/abilities/api-operation/inputs.ts";
import { abilityDefinitions } from "#lib/abilities/definitions.ts";
import { type ReadApi, type ReadOperation, readApi } from "./read-api.ts";
import { readDocument } from "./read-document.server.ts";

type Json = Record<string, unknown>;

const read = (name: string) =>
  gunzipSync(readFileSync(path.join(import.meta.dirname, "fixtures", `${name}.json.gz`))).toString("utf8");

const documents = [
  { name: "github", text: read("github") },
  { name: "stripe", text: read("stripe") },
].map(({ name, text }) => ({
  name,
  text,
  api: readApi(readDocument(text), ""),
  root: JSON.parse(text) as Json,
}));

/** Counted by the text of the document alone, with nothing of the reader. */
function countOperations(root: Json): number {
  const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
  return Object.values(root.paths as Record<string, Json>)
    .flatMap((item) => Object.keys(item))
    .filter((key) => methods.includes(key)).length;
}

function readAll(api: ReadApi): ReadOperation[] {
  return api.operations.map(({ key }) => {
    const one = api.read(key);
    if (!one) throw new Error(`${key} cannot be read.`);
    return one;
  });
}

/**
 * Examples of GitHub's document that do not fit what it says elsewhere, each with what is said of it: a text where a list
 * or an object is asked for, a null where none may be, and names its schema does not have. JSON Schema would let the last
 * pass; here they do not, since what an agent misspells must not get lost on the way.
 */
const contradictory = [
  ["PATCH /gists/{gist_id} body", "body: Invalid input"],
  ["POST /markdown/raw body", "body: Invalid input: expected string, received object"],
  ["POST /orgs/{org}/attestations/bulk-list body", ': Unrecognized key: "predicateType"'],
  ["POST /orgs/{org}/issue-fields body", "options: Invalid input"],
  [
    "GET /orgs/{org}/personal-access-token-requests owner",
    "owner: Invalid input: expected array, received string",
  ],
  [
    "GET /orgs/{org}/personal-access-token-requests token_id",
    "token_id: Invalid input: expected array, received string",
  ],
  ["GET /orgs/{org}/personal-access-tokens owner", "owner: Invalid input: expected array, received string"],
  [
    "GET /orgs/{org}/personal-access-tokens token_id",
    "token_id: Invalid input: expected array, received string",
  ],
  ["POST /orgs/{org}/projectsV2/{project_number}/fields body", "body: Invalid input"],
  ["PATCH /repos/{owner}/{repo}/security-advisories/{ghsa_id} body", ': Unrecognized keys: "0", "1"'],
  [
    "PUT /user/codespaces/secrets/{secret_name}/repositories body",
    "selected_repository_ids.0: Invalid input: expected number, received string",
  ],
  ["POST /user/codespaces/{codespace_name}/publish body", ': Unrecognized key: "repository"'],
  ["POST /users/{username}/attestations/bulk-list body", ': Unrecognized key: "predicateType"'],
  ["POST /users/{username}/projectsV2/{project_number}/fields body", "body: Invalid input"],
];

/** What a reference of the document means; written anew, so that a fault of the reader cannot hide itself. */
function at(root: Json, value: unknown): Json {
  const ref = (value as Json | undefined)?.$ref;
  if (typeof ref !== "string") return (value ?? {}) as Json;
  const found = ref
    .slice(2)
    .split("/")
    .reduce<unknown>((place, key) => (place as Json)?.[decodeURIComponent(key).replaceAll("~1", "/")], root);
  return at(root, found);
}

const valuesOf = (root: Json, holder: Json): unknown[] => [
  ...(holder.example === undefined ? [] : [holder.example]),
  ...Object.values((holder.examples ?? {}) as Json).flatMap((one) => {
    const { value } = at(root, one);
    return value === undefined ? [] : [value];
  }),
];

const parametersOf = (root: Json, item: Json, operation: Json): Json[] =>
  [...((item.parameters ?? []) as unknown[]), ...((operation.parameters ?? []) as unknown[])].map((one) =>
    at(root, one),
  );

/** A value that a schema of the document describes, made without the reader. */
function sampleOf(root: Json, given: unknown, depth = 0): unknown {
  const schema = at(root, given);
  const list = (name: string) => (Array.isArray(schema[name]) ? (schema[name] as unknown[]) : []);
  const [first] = list("enum");
  if (first !== undefined) return first;
  const [choice] = [...list("anyOf"), ...list("oneOf")];
  if (choice !== undefined && schema.properties === undefined) return sampleOf(root, choice, depth);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "integer" || type === "number") return (schema.minimum as number | undefined) ?? 1;
  if (type === "boolean") return true;
  if (type === "array")
    return Array.from({ length: (schema.minItems as number | undefined) ?? 1 }, () =>
      sampleOf(root, schema.items, depth + 1),
    );
  if (type !== "object") return type === "string" ? textOf(schema) : undefined;
  const required = new Set(list("required"));
  return Object.fromEntries(
    Object.entries((schema.properties ?? {}) as Json)
      .filter(([name, part]) => at(root, part).readOnly !== true && (depth < 3 || required.has(name)))
      .map(([name, part]) => [name, sampleOf(root, part, depth + 1)])
      .filter(([, value]) => value !== undefined),
  );
}

function textOf(schema: Json): string {
  if (schema.format === "date-time") return "2026-11-22T10:00:00Z";
  if (schema.format === "date") return "2026-11-22";
  if (schema.format === "uuid") return "3f0e2b54-0f0c-4c60-8f3e-0f6b4c8f2d11";
  const digits = "0123456789abcdef".repeat(8);
  const begins = { sha256: "sha256:", https: "https://", refs: "refs/" };
  const named = Object.entries(begins).find(([word]) => String(schema.pattern).startsWith(`^${word}`));
  const text = `${named?.[1] ?? ""}${digits}`;
  const least = Math.max(9, (schema.minLength as number | undefined) ?? 0);
  return text.slice(0, (schema.maxLength as number | undefined) ?? least);
}

/** What does not fit, or null. */
function misfit(settings: InputSettings, args: Json): string | null {
  const schema = argumentsSchema(settings);
  if (typeof schema === "string") throw new Error(schema);
  const issue = schema.safeParse(args).error?.issues[0];
  return issue ? `${issue.path.join(".")}: ${issue.message}` : null;
}

type Given = { what: string; settings: InputSettings; args: Json };

/** Every value the document has for an input of an operation, as the arguments an agent would fill. */
function givenFor(root: Json, one: ReadOperation, values: (root: Json, holder: Json) => unknown[]): Given[] {
  const item = (root.paths as Record<string, Json>)[one.path] ?? {};
  const operation = item[one.method.toLowerCase()] as Json;
  const parameters = parametersOf(root, item, operation).flatMap((given): Given[] => {
    const parameter = one.call.parameters.find(
      ({ name, in: place }) => name === given.name && place === given.in,
    );
    if (!parameter) return [];
    const settings = { parameters: [parameter], body: null, fixed: [] };
    return values(root, given).map((value) => ({
      what: `${one.key} ${parameter.name}`,
      settings,
      args: { [parameter.argument]: value },
    }));
  });
  const { body } = one.call;
  const content = (at(root, operation.requestBody).content ?? {}) as Record<string, Json>;
  const media = body ? content[body.mediaType] : undefined;
  if (!body || !media) return parameters;
  const names = new Map(body.fields.map((field) => [field.name, field.argument]));
  const bodies = values(root, media).flatMap((value): Given[] => {
    if (typeof value !== "object" || value === null) return [];
    const fields = Object.entries(value).map(([key, part]) => [names.get(key) ?? key, part]);
    const args = body.fields.length === 0 ? { [body.argument]: value } : Object.fromEntries(fields);
    return [{ what: `${one.key} body`, settings: { parameters: [], body, fixed: [] }, args }];
  });
  return [...parameters, ...bodies];
}

describe.each(documents)("the document of $name", ({ name, api, root, text }) => {
  test("offers as many operations as it holds, and each can become an ability", () => {
    expect(api.operations).toHaveLength(countOperations(root));
    expect(api.operations.filter(({ problem }) => problem !== null)).toEqual([]);
    for (const one of readAll(api)) {
      const settings = abilityDefinitions["api-operation"].settings.parse(one.call);
      expect(argumentsSchema(settings), one.key).not.toBeTypeOf("string");
      expect(one.name).toMatch(/^[a-z][a-z0-9_]{0,55}$/);
      expect(JSON.stringify(settings).length, one.key).toBeLessThan(60_000);
    }
    expect([...api.outside]).toEqual([]);
  });

  test("is read whole within ten seconds", () => {
    const began = performance.now();
    readAll(readApi(readDocument(text), ""));
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test("its own examples fit the arguments made of it", () => {
    const all = readAll(api).flatMap((one) =>
      givenFor(root, one, (within, holder) => [
        ...valuesOf(within, holder),
        ...valuesOf(within, at(within, holder.schema)),
      ]),
    );
    const misfits = all
      .map(({ what, settings, args }) => [what, misfit(settings, args)])
      .filter(([, problem]) => problem !== null);
    expect(misfits).toEqual(name === "github" ? contradictory : []);
    // Stripe's document gives no example of what is sent.
    expect(all.length).toBeGreaterThan(name === "github" ? 400 : -1);
  });

  test("a value made after its schemas fits the arguments made of them, one of another type does not", () => {
    const all = readAll(api).flatMap((one) =>
      givenFor(root, one, (within, holder) =>
        [sampleOf(within, holder.schema)].filter((value) => value !== undefined),
      ),
    );
    expect(all.length).toBeGreaterThan(1000);
    const misfits = all.flatMap(({ what, settings, args }) => {
      const problem = misfit(settings, args);
      return problem === null ? [] : [`${what} ${problem}`];
    });
    expect(misfits).toEqual([]);
    for (const { what, settings, args } of all.filter(({ settings: { body } }) => body === null)) {
      const [argument = ""] = Object.keys(args);
      // Some identifiers may be a number or a name.
      if (typeof args[argument] === "number" && settings.parameters[0]?.schema.anyOf === undefined)
        expect(misfit(settings, { [argument]: "many" }), what).not.toBeNull();
    }
  });
});
