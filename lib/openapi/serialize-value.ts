import type { ParameterStyle } from "./operation.ts";

type Way = { style: ParameterStyle; explode: boolean; allowReserved?: boolean };
type Json = unknown;

/** Everything but the characters RFC 3986 calls unreserved becomes `%XX`. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** As {@link encodeStrictly}, but what is harmless inside a query stays readable. */
function encodeLoosely(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/%(?:3A|2F|3F|40|24|2C|3B)/g, decodeURIComponent);
}

const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value without parts as text; what has parts where none can be written becomes JSON. */
export function plainText(value: Json): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

const listOf = (value: Json[]) => value.filter((item) => item !== undefined && item !== null);
const entriesOf = (value: Record<string, Json>) =>
  Object.entries(value).filter(([, item]) => item !== undefined && item !== null);

/** A parameter in a path, in one of its three styles, ready to stand in an address. */
export function serializePathValue(name: string, value: Json, { style, explode }: Way): string {
  const encode = (item: Json) => encodeStrictly(plainText(item));
  if (style === "matrix") {
    const key = encodeStrictly(name);
    if (Array.isArray(value) && explode)
      return listOf(value)
        .map((item) => `;${key}=${encode(item)}`)
        .join("");
    if (isRecord(value) && explode)
      return entriesOf(value)
        .map(([part, item]) => `;${encodeStrictly(part)}=${encode(item)}`)
        .join("");
    const text = joined(value, false, encode);
    return text === "" ? `;${key}` : `;${key}=${text}`;
  }
  if (style === "label") return `.${joined(value, explode, encode, explode ? "." : ",")}`;
  return joined(value, explode, encode);
}

/** A header's value: comma separated and not percent-encoded. */
export function serializeHeaderValue(value: Json, explode: boolean): string {
  return joined(value, explode, plainText);
}

function joined(value: Json, explode: boolean, encode: (item: Json) => string, separator = ","): string {
  if (Array.isArray(value)) return listOf(value).map(encode).join(separator);
  if (!isRecord(value)) return encode(value);
  return entriesOf(value)
    .map(([part, item]) =>
      explode ? `${encode(part)}=${encode(item)}` : `${encode(part)}${separator}${encode(item)}`,
    )
    .join(separator);
}

const delimiters: Partial<Record<ParameterStyle, string>> = {
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
  tabDelimited: "%09",
};

/** A query, cookie or form field as `name=value` pairs, already encoded; an empty list says nothing. */
export function serializeFormValue(name: string, value: Json, way: Way): string[] {
  const encode = (item: Json) => (way.allowReserved ? encodeLoosely : encodeStrictly)(plainText(item));
  const key = encodeStrictly(name);
  if (value === undefined || value === null) return [];
  if (way.style === "deepObject" && typeof value === "object") return deepPairs(key, value, encode);
  if (Array.isArray(value)) {
    const items = listOf(value);
    if (items.length === 0) return [];
    if (way.explode) return items.map((item) => `${key}=${encode(item)}`);
    return [`${key}=${items.map(encode).join(delimiters[way.style] ?? ",")}`];
  }
  if (!isRecord(value)) return [`${key}=${encode(value)}`];
  const entries = entriesOf(value);
  if (entries.length === 0) return [];
  if (way.explode && delimiters[way.style] === undefined)
    return entries.map(([part, item]) => `${encodeStrictly(part)}=${encode(item)}`);
  const flat = entries.flatMap(([part, item]) => [encodeStrictly(part), encode(item)]);
  return [`${key}=${flat.join(delimiters[way.style] ?? ",")}`];
}

// The specification leaves nested values open; brackets all the way down is what servers that take them expect.
function deepPairs(prefix: string, value: Json, encode: (item: Json) => string, depth = 0): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object" || depth > 20) return [`${prefix}=${encode(value)}`];
  const parts = Array.isArray(value)
    ? value.map((item, index) => [String(index), item])
    : entriesOf(value as Record<string, Json>);
  return parts.flatMap(([part, item]) =>
    deepPairs(`${prefix}%5B${encodeStrictly(String(part))}%5D`, item, encode, depth + 1),
  );
}
