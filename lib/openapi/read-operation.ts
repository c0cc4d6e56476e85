import { ownHeaders } from "./build-request.ts";
import { listAt, objectAt, resolved, textAt } from "./follow-refs.ts";
import { type ApiParameter, type ParameterStyle, parameterStyles } from "./operation.ts";
import { readBody } from "./read-body.ts";
import { type FollowRef, simplifySchema } from "./simplify-schema.ts";

type Json = Record<string, unknown>;

/** The inputs of one operation, every one under a name of its own that a model may use. */
export type ReadInputs = {
  parameters: ApiParameter[];
  body: ReturnType<typeof readBody>;
};

/** Gives each input a name that fits a tool's schema and is not taken. */
export function argumentNamer(): (name: string, place: string) => string {
  const taken = new Set<string>();
  return (name, place) => {
    const plain =
      name
        .replace(/[^A-Za-z0-9_-]+/g, "_")
        .replace(/^_+|_+$/g, "")
        .slice(0, 56) || place;
    const candidates = [plain, `${plain}_${place}`.slice(0, 62)];
    let made = candidates.find((candidate) => !taken.has(candidate)) ?? "";
    for (let count = 2; made === ""; count += 1) {
      const next = `${plain.slice(0, 54)}_${count}`;
      if (!taken.has(next)) made = next;
    }
    taken.add(made);
    return made;
  };
}

/** Reads parameters and body of an operation of either major version. */
export function readInputs(
  version: 2 | 3,
  pathItem: Json,
  operation: Json,
  root: Json,
  follow: FollowRef,
): ReadInputs {
  const nameOf = argumentNamer();
  const given = new Map<string, Json>();
  // An operation's own parameter replaces the one of its path that has the same name and place.
  for (const one of [...listAt(pathItem.parameters), ...listAt(operation.parameters)]) {
    const parameter = resolved(one, follow);
    const name = textAt(parameter.name, 200);
    if (name !== "" && given.size < 200) given.set(`${String(parameter.in)} ${name}`, parameter);
  }
  const all = [...given.values()];
  const parameters = all
    .filter(isSendable)
    .slice(0, 100)
    .map((one) => readParameter(version, one, follow, nameOf));
  return { parameters, body: readBody({ version, operation, root, follow, nameOf, parameters: all }) };
}

function isSendable(one: Json): boolean {
  if (one.in === "path" || one.in === "query" || one.in === "cookie") return true;
  return one.in === "header" && !ownHeaders.has(textAt(one.name, 200).toLowerCase());
}

function readParameter(
  version: 2 | 3,
  one: Json,
  follow: FollowRef,
  nameOf: (name: string, place: string) => string,
): ApiParameter {
  const place = one.in as ApiParameter["in"];
  const name = textAt(one.name, 200);
  const content = Object.entries(objectAt(one.content))[0];
  const own = version === 2 ? one : content ? objectAt(content[1]).schema : one.schema;
  const schema = simplifySchema(own, follow);
  const words = textAt(one.description, 600).replace(/\s+/g, " ");
  const shape = version === 2 ? collectionStyle(one, place) : openStyle(one, place);
  return {
    name,
    in: place,
    argument: nameOf(name, place),
    required: place === "path" || one.required === true,
    ...shape,
    allowReserved: one.allowReserved === true,
    json: content !== undefined && /[/+]json\b/i.test(content[0]),
    schema: words === "" ? schema : { ...schema, description: words },
  };
}

type Shape = { style: ParameterStyle; explode: boolean };

const usualStyle = { path: "simple", query: "form", header: "simple", cookie: "form" } as const;
const stylesOf: Record<ApiParameter["in"], readonly ParameterStyle[]> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

function openStyle(one: Json, place: ApiParameter["in"]): Shape {
  const said = parameterStyles.find((style) => style === one.style);
  const style = said && stylesOf[place].includes(said) ? said : usualStyle[place];
  return { style, explode: typeof one.explode === "boolean" ? one.explode : style === "form" };
}

/** Swagger 2 names how lists are joined where OpenAPI 3 names styles. */
export function collectionStyle(one: Json, place: ApiParameter["in"] | "formData"): Shape {
  const joins: Record<string, ParameterStyle> = {
    ssv: "spaceDelimited",
    tsv: "tabDelimited",
    pipes: "pipeDelimited",
  };
  if (place === "path" || place === "header") return { style: "simple", explode: false };
  if (one.collectionFormat === "multi") return { style: "form", explode: true };
  return { style: joins[String(one.collectionFormat)] ?? "form", explode: false };
}
