import { AppError } from "#lib/foundation/errors.ts";
import type { ApiBody, ApiOperation, ApiParameter } from "./operation.ts";
import {
  encodeStrictly,
  plainText,
  serializeFormValue,
  serializeHeaderValue,
  serializePathValue,
} from "./serialize-value.ts";

/** A request as it goes out; `cookies` and `query` are still open for what signing in adds. */
export type BuiltRequest = {
  base: string;
  query: string[];
  method: string;
  headers: Record<string, string>;
  cookies: string[];
  body: string | undefined;
};

type Args = Record<string, unknown>;

/** Header names that no argument may set: they belong to the connection, to signing in or to the runtime. */
export const ownHeaders = new Set([
  "accept",
  "authorization",
  "connection",
  "content-length",
  "content-type",
  "cookie",
  "expect",
  "host",
  "idempotency-key",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The fixed part of an operation's address, or undefined where none could be called. */
export function serverOf(text: string): URL | undefined {
  const url = URL.parse(text);
  const isPlain =
    url &&
    /^https?:$/.test(url.protocol) &&
    url.hostname !== "" &&
    url.username === "" &&
    url.password === "";
  return isPlain && !/[{}\s\\]/.test(text) && url.search === "" && url.hash === "" ? url : undefined;
}

/** Writes an operation's arguments into a request. Whatever the arguments are, host and path stay the author's. */
export function buildRequest(operation: ApiOperation, args: Args): BuiltRequest {
  const server = serverOf(operation.server);
  if (!server)
    throw new AppError(
      "blueprint_invalid",
      "The server of this ability is not a complete address such as https://api.example.com.",
    );
  const of = (place: ApiParameter["in"]) => operation.parameters.filter((one) => one.in === place);
  const [template = "", fixedQuery] = operation.path.split("#", 1)[0]?.split("?") ?? [];
  const base = `${server.origin}${server.pathname.replace(/\/+$/, "")}${fillPath(template, of("path"), args)}`;
  const query = [
    ...(fixedQuery ? [fixedQuery] : []),
    ...of("query").flatMap((one) => pairsOf(one, args[one.argument])),
  ];
  const cookies = of("cookie").flatMap((one) => pairsOf(one, args[one.argument]));
  const headers: Record<string, string> = {};
  for (const one of of("header")) {
    const value = args[one.argument];
    const key = one.name.toLowerCase();
    if (value === undefined || value === null || ownHeaders.has(key)) continue;
    headers[key] = headerText(one, value);
  }
  const written = operation.body ? writeBody(operation.body, args) : undefined;
  if (written) headers["content-type"] = written.mediaType;
  return { base, query, method: operation.method, headers, cookies, body: written?.text };
}

/** The request's address with everything in its query. */
export function addressOf({ base, query }: BuiltRequest): string {
  return query.length === 0 ? base : `${base}?${query.join("&")}`;
}

function fillPath(template: string, parameters: ApiParameter[], args: Args): string {
  const rooted = template.startsWith("/") ? template : `/${template}`;
  const filled = rooted.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const one = parameters.find((candidate) => candidate.name === name);
    if (!one) return encodeStrictly(whole);
    const value = args[one.argument];
    if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0))
      throw new AppError("invalid_input", `“${one.argument}” stands in the path and cannot be empty.`);
    return serializePathValue(one.name, one.json ? JSON.stringify(value) : value, one);
  });
  // What a server reads as "one folder up" would call another operation than the one that was allowed.
  for (const segment of filled.split("/"))
    if (/^(?:\.|%2e){1,2}$/i.test(segment))
      throw new AppError("invalid_input", "A value does not fit into the path. Use the plain identifier.");
  return filled;
}

function pairsOf(one: ApiParameter, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return serializeFormValue(one.name, one.json ? JSON.stringify(value) : value, one);
}

function headerText(one: ApiParameter, value: unknown): string {
  const text = one.json ? JSON.stringify(value) : serializeHeaderValue(value, one.explode);
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(text) || text.length > 8000)
    throw new AppError(
      "invalid_input",
      `“${one.argument}” is sent as a header, which takes one line of plain characters.`,
    );
  return text.trim();
}

function writeBody(body: ApiBody, args: Args): { mediaType: string; text: string } | undefined {
  const value = bodyValue(body, args);
  if (value === undefined) return undefined;
  const { mediaType } = body;
  if (/[/+]json\b/i.test(mediaType)) return { mediaType, text: JSON.stringify(value) };
  const isFields = typeof value === "object" && value !== null && !Array.isArray(value);
  if (mediaType === "application/x-www-form-urlencoded" && isFields)
    return { mediaType, text: formText(body, value as Args) };
  if (mediaType === "multipart/form-data" && isFields) return multipart(body, value as Args);
  return { mediaType, text: plainText(value) };
}

function bodyValue(body: ApiBody, args: Args): unknown {
  if (body.fields.length === 0) return args[body.argument];
  const given = body.fields.filter(({ argument }) => args[argument] !== undefined);
  if (given.length === 0 && !body.required) return undefined;
  return Object.fromEntries(given.map(({ name, argument }) => [name, args[argument]]));
}

const wayOf = (body: ApiBody, name: string) =>
  body.fields.find((field) => field.name === name) ?? {
    style: "form" as const,
    explode: true,
    mediaType: "",
  };

function formText(body: ApiBody, value: Args): string {
  return Object.entries(value)
    .flatMap(([name, part]) => {
      const way = wayOf(body, name);
      const asJson = way.mediaType.includes("json") && typeof part === "object";
      return serializeFormValue(name, asJson ? JSON.stringify(part) : part, way);
    })
    .join("&")
    .replaceAll("%20", "+");
}

function multipart(body: ApiBody, value: Args): { mediaType: string; text: string } {
  const parts = Object.entries(value).flatMap(([name, part]) =>
    (Array.isArray(part) ? part : [part])
      .filter((item) => item !== undefined && item !== null)
      .map((item) => {
        const named = wayOf(body, name).mediaType;
        const type = named || (typeof item === "object" ? "application/json" : "");
        const safe = name.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign));
        const head = `Content-Disposition: form-data; name="${safe}"${type === "" ? "" : `\r\nContent-Type: ${type}`}`;
        return { head, text: plainText(item) };
      }),
  );
  let boundary = "aimwright-part";
  while (parts.some(({ text }) => text.includes(boundary))) boundary += "-x";
  const text = parts
    .map(({ head, text: content }) => `--${boundary}\r\n${head}\r\n\r\n${content}\r\n`)
    .join("");
  return { mediaType: `multipart/form-data; boundary=${boundary}`, text: `${text}--${boundary}--\r\n` };
}
