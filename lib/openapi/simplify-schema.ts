import type { JsonSchema } from "./operation.ts";

/** Follows a `$ref` of the document; undefined where it leads nowhere or out of the document. */
export type FollowRef = (ref: string) => unknown;

/** How deep and how large one argument's schema may become; beyond it any JSON is taken. */
export const schemaLimits = { depth: 12, nodes: 1500, enum: 500 } as const;

type Walk = { follow: FollowRef; left: number; open: string[] };

const keptFormats = new Set(["date", "date-time", "uuid"]);
const types = new Set(["string", "number", "integer", "boolean", "object", "array", "null"]);

/**
 * A schema of an OpenAPI document (2, 3.0 or 3.1) as plain JSON Schema that stands by itself: references written
 * out, cycles cut, keywords kept that can be checked. What cannot be checked is told in words instead.
 */
export function simplifySchema(schema: unknown, follow: FollowRef = () => undefined): JsonSchema {
  return simplify(schema, { follow, left: schemaLimits.nodes, open: [] }, 0);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function simplify(given: unknown, walk: Walk, depth: number): JsonSchema {
  if (!isRecord(given)) return {};
  walk.left -= 1;
  if (depth > schemaLimits.depth || walk.left < 0) return { description: "Any JSON value." };
  if (typeof given.$ref === "string") return followed(given, given.$ref, walk, depth);
  const made: JsonSchema = {};
  const words = [text(given.description) ?? text(given.title) ?? ""];
  const given_types = typesOf(given);
  if (given_types.length === 1) made.type = given_types[0];
  else if (given_types.length > 1) made.type = given_types;
  if (Array.isArray(given.enum)) takeEnum(given, given_types, made);
  else if (isPlain(given.const)) made.const = given.const;
  takeBounds(given, made, words);
  if (given_types.includes("object") || isRecord(given.properties)) takeProperties(given, made, walk, depth);
  if (given_types.includes("array")) {
    made.items = simplify(given.items, walk, depth + 1);
    for (const key of ["minItems", "maxItems"]) if (isCount(given[key])) made[key] = given[key];
    if (given.uniqueItems === true) made.uniqueItems = true;
  }
  const choices = [given.anyOf, given.oneOf].flatMap((list) => (Array.isArray(list) ? [list] : []));
  // "Exactly one of" is seldom meant that strictly: whatever fits one of them is let through.
  const [choice] = choices;
  if (choice && choice.length > 0) takeChoice(choice, made, walk, depth);
  if (given.default !== undefined) words.push(`Default: ${short(given.default)}.`);
  const example = given.example ?? (Array.isArray(given.examples) ? given.examples[0] : undefined);
  if (example !== undefined) words.push(`Example: ${short(example)}.`);
  const description = words
    .filter((part) => part !== "")
    .join(" ")
    .slice(0, 600);
  if (description !== "") made.description = description;
  const parts = Array.isArray(given.allOf) ? given.allOf.map((part) => simplify(part, walk, depth + 1)) : [];
  return parts.length === 0 ? made : merged(made, parts);
}

function followed(given: Record<string, unknown>, ref: string, walk: Walk, depth: number): JsonSchema {
  if (walk.open.includes(ref)) return { description: "The same kind of value again; any JSON is taken." };
  walk.open.push(ref);
  const { $ref: _ref, ...beside } = given;
  const made = simplify(walk.follow(ref), walk, depth);
  walk.open.pop();
  const own = Object.keys(beside).length === 0 ? {} : simplify(beside, walk, depth);
  return Object.keys(own).length === 0 ? made : merged(made, [own]);
}

function typesOf(given: Record<string, unknown>): string[] {
  const said = (Array.isArray(given.type) ? given.type : [given.type]).filter(
    (type): type is string => typeof type === "string" && types.has(type),
  );
  if (given.type === "file") said.push("string");
  if (said.length === 0 && isRecord(given.properties)) said.push("object");
  if (said.length === 0 && isRecord(given.items)) said.push("array");
  if (given.nullable === true && said.length > 0 && !said.includes("null")) said.push("null");
  return [...new Set(said)];
}

const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

function takeEnum(given: Record<string, unknown>, said: string[], made: JsonSchema): void {
  const values = (given.enum as unknown[]).filter(isPlain);
  if (values.length === 0 || values.length > schemaLimits.enum) return;
  const all = said.includes("null") && !values.includes(null) ? [...values, null] : values;
  made.enum = [...new Set(all)];
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function takeBounds(given: Record<string, unknown>, made: JsonSchema, words: string[]): void {
  for (const key of ["minLength", "maxLength"]) if (isCount(given[key])) made[key] = given[key];
  for (const [key, strict] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    // In 3.0 and 2 "exclusive" is a switch beside the bound, in 3.1 a bound of its own.
    if (isNumber(given[key])) made[given[strict] === true ? strict : key] = given[key];
    if (isNumber(given[strict])) made[strict] = given[strict];
  }
  if (isNumber(given.multipleOf) && given.multipleOf > 0) made.multipleOf = given.multipleOf;
  const format = text(given.format);
  if (format && keptFormats.has(format)) made.format = format;
  else if (format && !/^(?:int32|int64|float|double|string)$/.test(format))
    words.push(`Format: ${format.slice(0, 40)}.`);
  const pattern = text(given.pattern);
  if (pattern && isQuickPattern(pattern)) made.pattern = pattern;
  else if (pattern) words.push(`Matches: ${pattern.slice(0, 120)}`);
}

/**
 * True for patterns that take time in step with the text, whoever wrote them: anchored at the start, without
 * groups and choices, and with at most one part that repeats without bound.
 */
export function isQuickPattern(pattern: string): boolean {
  if (pattern.length > 200 || !pattern.startsWith("^")) return false;
  const bare = pattern
    .replace(/\\[dDwWsS]/g, "x")
    .replace(/\\./g, "x")
    .replace(/\[[^\]]*\]/g, "x");
  if (/[()|\\[\]]/.test(bare)) return false;
  const bounded = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)];
  const endless = (bare.match(/[*+]/g)?.length ?? 0) + bounded.filter((one) => one[2] === "").length;
  if (endless > 1 || bounded.length > 4) return false;
  if (bounded.some((one) => Number(one[2] || one[1]) > 256)) return false;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

function takeProperties(given: Record<string, unknown>, made: JsonSchema, walk: Walk, depth: number): void {
  const properties: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(isRecord(given.properties) ? given.properties : {})) {
    if (name === "__proto__" || walk.left < 0) continue;
    const one = simplify(part, walk, depth + 1);
    // What only ever comes back is nothing an agent should send.
    if (isRecord(part) && part.readOnly === true) continue;
    properties[name] = one;
  }
  made.properties = properties;
  const required = Array.isArray(given.required) ? given.required : [];
  const present = required.filter((name) => typeof name === "string" && Object.hasOwn(properties, name));
  if (present.length > 0) made.required = present;
  if (given.additionalProperties === false) made.additionalProperties = false;
  else if (isRecord(given.additionalProperties) && Object.keys(given.additionalProperties).length > 0)
    made.additionalProperties = simplify(given.additionalProperties, walk, depth + 1);
}

function takeChoice(choice: unknown[], made: JsonSchema, walk: Walk, depth: number): void {
  const options = choice.slice(0, 50).map((part) => simplify(part, walk, depth + 1));
  // Where an option repeats what stands beside it (a list of required names), it says nothing that can be kept.
  const useful = options.filter((option) => Object.keys(option).some((key) => key !== "description"));
  if (useful.length === options.length && made.properties === undefined) {
    made.anyOf = useful;
    delete made.type;
  }
}

/** One schema that asks for all of several; objects become one object, the rest stays a list of demands. */
function merged(first: JsonSchema, rest: JsonSchema[]): JsonSchema {
  const parts = [first, ...rest].filter((part) => Object.keys(part).length > 0);
  const told = parts.filter((part) => Object.keys(part).some((key) => key !== "description"));
  const descriptions = parts.map((part) => part.description).filter((one) => one !== undefined);
  const about = descriptions.length === 0 ? {} : { description: descriptions.at(-1) };
  if (told.length === 0) return about;
  if (told.length === 1) return { ...told[0], ...about };
  if (told.every((part) => part.type === "object" && part.anyOf === undefined && part.allOf === undefined)) {
    const required = [...new Set(told.flatMap((part) => (part.required as string[] | undefined) ?? []))];
    const open = told.map((part) => part.additionalProperties).find((one) => isRecord(one));
    return {
      type: "object",
      properties: Object.assign({}, ...told.map((part) => part.properties)),
      ...(required.length === 0 ? {} : { required }),
      ...(open === undefined ? {} : { additionalProperties: open }),
      ...about,
    };
  }
  return { allOf: told.map(({ description: _words, ...part }) => part), ...about };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.replace(/\s+/g, " ").trim() : undefined;
}

function short(value: unknown): string {
  const written = JSON.stringify(value) ?? "";
  return written.length > 100 ? `${written.slice(0, 99)}…` : written;
}
