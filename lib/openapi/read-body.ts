import { listAt, objectAt, resolved, textAt } from "./follow-refs.ts";
import { type ApiBody, type ApiBodyField, type JsonSchema, parameterStyles } from "./operation.ts";
import { type FollowRef, simplifySchema } from "./simplify-schema.ts";

type Json = Record<string, unknown>;

type Given = {
  version: 2 | 3;
  operation: Json;
  root: Json;
  follow: FollowRef;
  nameOf: (name: string, place: string) => string;
  /** All parameters of the operation; Swagger 2 keeps its body among them. */
  parameters: Json[];
};

/** Media types in the order in which they are taken where an operation offers several. */
const preferred = [
  /[/+]json\b/i,
  /^application\/x-www-form-urlencoded$/i,
  /^multipart\/form-data$/i,
  /^text\//i,
];

/** The body of an operation; null where it has none. */
export function readBody(given: Given): ApiBody | null {
  return given.version === 2 ? swaggerBody(given) : openBody(given);
}

function openBody({ operation, follow, nameOf }: Given): ApiBody | null {
  const body = resolved(operation.requestBody, follow);
  const content = Object.entries(objectAt(body.content));
  const picked =
    preferred.map((wanted) => content.find(([type]) => wanted.test(type))).find((one) => one !== undefined) ??
    content[0];
  if (!picked) return null;
  const [type, media] = picked;
  const mediaType = cleanType(type) ?? "application/json";
  const schema = simplifySchema(objectAt(media).schema, follow);
  const encoding = objectAt(objectAt(media).encoding);
  const words = textAt(body.description, 300);
  return layOut(
    { mediaType, required: body.required === true, schema: describe(schema, words) },
    nameOf,
    (name) => {
      const way = objectAt(Object.hasOwn(encoding, name) ? encoding[name] : undefined);
      const style = parameterStyles.find((one) => one === way.style) ?? "form";
      return {
        style,
        explode: typeof way.explode === "boolean" ? way.explode : style === "form" || style === "deepObject",
        mediaType: cleanType(textAt(way.contentType, 120).split(",", 1)[0] ?? "") ?? "",
      };
    },
  );
}

function swaggerBody({ operation, root, follow, nameOf, parameters }: Given): ApiBody | null {
  const consumes = [listAt(operation.consumes), listAt(root.consumes)].find((list) => list.length > 0) ?? [];
  const types = consumes.filter((one): one is string => typeof one === "string");
  const whole = parameters.find((one) => one.in === "body");
  if (whole) {
    const type = preferred.map((wanted) => types.find((one) => wanted.test(one))).find(Boolean) ?? types[0];
    const schema = describe(simplifySchema(whole.schema, follow), textAt(whole.description, 300));
    const mediaType = cleanType(type ?? "") ?? "application/json";
    return layOut({ mediaType, required: whole.required === true, schema }, nameOf);
  }
  const form = parameters.filter((one) => one.in === "formData");
  if (form.length === 0) return null;
  const isMultipart = types.includes("multipart/form-data") || form.some((one) => one.type === "file");
  const fields = form.map((one): ApiBodyField => {
    const name = textAt(one.name, 200);
    const multi = one.collectionFormat === "multi";
    const joined = { ssv: "spaceDelimited", tsv: "tabDelimited", pipes: "pipeDelimited" } as const;
    return {
      name,
      argument: nameOf(name, "field"),
      required: one.required === true,
      style: joined[one.collectionFormat as keyof typeof joined] ?? "form",
      explode: multi,
      mediaType: "",
      schema: describe(simplifySchema(one, follow), textAt(one.description, 300)),
    };
  });
  return {
    mediaType: isMultipart ? "multipart/form-data" : "application/x-www-form-urlencoded",
    required: fields.some((field) => field.required),
    fields: fields.slice(0, 400),
    argument: "body",
    schema: {},
  };
}

/** An object of named fields is offered field by field, which agents fill best; anything else as one value. */
function layOut(
  body: { mediaType: string; required: boolean; schema: JsonSchema },
  nameOf: Given["nameOf"],
  wayOf: (name: string) => Pick<ApiBodyField, "style" | "explode" | "mediaType"> = () => ({
    style: "form",
    explode: true,
    mediaType: "",
  }),
): ApiBody {
  const { schema } = body;
  const properties = Object.entries(objectAt(schema.properties));
  const isListOfFields =
    schema.type === "object" &&
    properties.length > 0 &&
    properties.length <= 400 &&
    properties.every(([name]) => name.length <= 200) &&
    schema.anyOf === undefined &&
    schema.allOf === undefined &&
    typeof schema.additionalProperties !== "object";
  if (!isListOfFields) return { ...body, fields: [], argument: nameOf("body", "body") };
  const wanted = new Set(listAt(schema.required));
  const fields = properties.map(
    ([name, part]): ApiBodyField => ({
      name,
      argument: nameOf(name, "field"),
      // A body that may be left out is complete when it is sent; which it is, the other side checks.
      required: body.required && wanted.has(name),
      ...wayOf(name),
      schema: objectAt(part),
    }),
  );
  return { mediaType: body.mediaType, required: body.required, fields, argument: "body", schema: {} };
}

function describe(schema: JsonSchema, words: string): JsonSchema {
  return words === "" || schema.description !== undefined ? schema : { ...schema, description: words };
}

function cleanType(type: string): string | undefined {
  const bare = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (bare === "*/*" || bare === "application/*") return "application/json";
  return /^[\w.+-]+\/[\w.+-]+$/.test(bare) && bare.length <= 120 ? bare : undefined;
}
