import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";
import { checkResultPath, resultPathControl } from "../result-path.ts";
import { findPlaceholders, fixedHost, jsonLeaves } from "./template.ts";

const pair = z.strictObject({ name: z.string().max(200), value: z.string().max(4000).default("") });

const settings = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]).default("GET"),
  url: z.string().max(4000).default(""),
  query: z.array(pair).max(40).default([]),
  headers: z.array(pair).max(40).default([]),
  bodyType: z.enum(["none", "json", "text"]).default("none"),
  body: z.string().max(100_000).default(""),
  inputs: z.array(pair).max(40).default([]),
  auth: z.enum(["none", "bearer", "header", "basic"]).default("none"),
  secret: z.string().max(120).default(""),
  authHeader: z.string().max(120).default("X-Api-Key"),
  honoursKey: z.boolean().default(false),
  resultPath: z.string().max(500).default(""),
  resultLimit: z.number().int().min(200).max(200_000).default(20_000),
});

/** What an author fixes about a call. */
export type HttpRequestSettings = z.output<typeof settings>;

/** Calls one address of another system. */
export const httpRequestDefinition = defineAbility({
  kind: "http-request",
  title: "HTTP request",
  summary: "Call another system's API",
  icon: "globe",
  settings,
  form: {
    method: {
      control: "select",
      label: "Method",
      options: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"].map((value) => ({ value, label: value })),
    },
    url: {
      control: "text",
      label: "Address",
      hint: "The agent fills what stands in braces; {name?} may stay empty. The host is always fixed.",
      placeholder: "https://api.example.com/orders/{order_id}",
    },
    query: { control: "pairs", label: "Query", hint: "Left out when an optional {value?} stays empty." },
    headers: { control: "pairs", label: "Headers" },
    bodyType: {
      control: "select",
      label: "Body",
      options: [
        { value: "none", label: "None" },
        { value: "json", label: "JSON" },
        { value: "text", label: "Text" },
      ],
    },
    body: {
      control: "textarea",
      label: "Body template",
      placeholder: '{ "note": "{note}", "amount": "{amount}" }',
    },
    inputs: {
      control: "pairs",
      label: "What the agent fills",
      hint: "For each name in braces, a few words for the agent.",
    },
    auth: {
      control: "select",
      label: "Sign-in",
      options: [
        { value: "none", label: "None" },
        { value: "bearer", label: "Bearer token" },
        { value: "header", label: "Key in a header" },
        { value: "basic", label: "User name and password" },
      ],
    },
    secret: { control: "secret", label: "Secret", hint: "For user name and password: user:password." },
    authHeader: { control: "text", label: "Header for the key", placeholder: "X-Api-Key" },
    honoursKey: {
      control: "switch",
      label: "Honours the idempotency key",
      hint: "The other side does the same call once, however often it is sent. Only then is a POST or PATCH repeated.",
    },
    resultPath: resultPathControl,
    resultLimit: { control: "number", label: "Answer at most", unit: "characters", min: 200, max: 200_000 },
  },
  effect: "write",
  reversibility: "irreversible",
  honoursKey: false,
  refine: (settings) => {
    if (["GET", "HEAD"].includes(settings.method)) return { effect: "read", reversibility: "reversible" };
    // RFC 9110, section 9.2.2: sending a PUT or DELETE twice is meant to do what sending it once does.
    return { honoursKey: settings.honoursKey || ["PUT", "DELETE"].includes(settings.method) };
  },
  arguments: (given) => {
    const words = new Map(given.inputs.map((input) => [input.name, input.value]));
    const shape: Record<string, z.ZodType> = {};
    for (const { name, isOptional } of findPlaceholders(templates(given))) {
      const value = z
        .union([z.string().min(1).max(20_000), z.number(), z.boolean()])
        .describe(words.get(name) || name.replaceAll("_", " "));
      shape[name] = isOptional ? value.optional() : value;
    }
    return z.strictObject(shape);
  },
  describe: (given) =>
    `Calls ${given.method} ${given.url.split("?", 1)[0]} and returns the status and the answer.`,
  summarize: (given) =>
    given.url === "" ? "Set an address" : `${given.method} ${fixedHost(given.url) ?? given.url}`,
  check: (given): ConfigProblem[] => [
    ...required("url", given.url, "Set the address to call."),
    ...checkUrl(given),
    ...checkHeaders(given),
    ...checkBody(given),
    ...checkAuthHeader(given),
    ...checkResultPath(given.resultPath),
    ...(given.auth === "none" ? [] : required("secret", given.secret, "Choose the secret to sign in with.")),
  ],
  asks: (given) => {
    const host = fixedHost(given.url);
    return {
      ...(host === undefined ? {} : { hosts: [host] }),
      ...(given.auth === "none" || given.secret === "" ? {} : { secrets: [given.secret] }),
    };
  },
  docs: "Calls one address with a fixed host. Names in braces are filled by the agent and encoded, so they cannot lead to another host or path. In a JSON body they stand inside quotes; a value that stands alone keeps its type. Calls that change something carry an `Idempotency-Key` that is the same on every attempt. A status of 400 and above goes to the agent as an error. After 408, 425, 429, 500, 502, 503 and 504, a time-out or a broken connection the call is made again, as often as the ability's retries allow, with growing pauses or after the `Retry-After` of the other side when that is 30 seconds at most; but only what can safely happen twice: GET, HEAD, PUT, DELETE, and other methods where the other side honours the key. An answer that says it is JSON and is not counts as an error of a GET. A path such as `$.data.items[*].id` picks the part of a JSON answer the agent reads. An answer longer than the limit is kept whole with the run as a document; the agent reads its shape and beginning, and the document's name. Private addresses need an owner's permission.",
});

/** Header names the connection or the sign-in own. */
export const reservedHeaders = new Set([
  "authorization",
  "connection",
  "content-length",
  "host",
  "idempotency-key",
  "proxy-authorization",
  "te",
  "transfer-encoding",
  "upgrade",
]);

const headerPattern = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

function templates(given: HttpRequestSettings): string[] {
  const texts = [given.url];
  for (const { value } of [...given.query, ...given.headers]) texts.push(value);
  if (given.bodyType === "text") texts.push(given.body);
  if (given.bodyType === "json") texts.push(...(jsonLeaves(given.body) ?? []));
  return texts;
}

function checkUrl(given: HttpRequestSettings): ConfigProblem[] {
  if (given.url.trim() === "") return [];
  if (fixedHost(given.url) !== undefined) {
    const isPlain = given.url.startsWith("http://") && given.auth !== "none";
    const message = "The secret is sent without encryption.";
    return isPlain
      ? [{ severity: "warning", field: "url", message, fix: "Begin the address with https://." }]
      : [];
  }
  const message = "The address must begin with https:// or http:// and a host that the agent cannot change.";
  return [
    { severity: "error", field: "url", message, fix: "Write the host out and use braces only after it." },
  ];
}

function checkHeaders(given: HttpRequestSettings): ConfigProblem[] {
  return given.headers.flatMap(({ name }, index): ConfigProblem[] => {
    const field = `headers.${index}.name`;
    if (!headerPattern.test(name))
      return [{ severity: "error", field, message: `“${name}” is not a header name.` }];
    if (!reservedHeaders.has(name.toLowerCase())) return [];
    const message = `The header ${name} is set for you. Use the sign-in settings for credentials.`;
    return [{ severity: "error", field, message, fix: "Remove the header." }];
  });
}

function checkAuthHeader(given: HttpRequestSettings): ConfigProblem[] {
  if (given.auth !== "header") return [];
  const isUsable =
    headerPattern.test(given.authHeader) && !reservedHeaders.has(given.authHeader.toLowerCase());
  const message = `“${given.authHeader}” cannot carry the key. Name another header, such as X-Api-Key.`;
  return isUsable ? [] : [{ severity: "error", field: "authHeader", message }];
}

function checkBody(given: HttpRequestSettings): ConfigProblem[] {
  if (given.bodyType === "none") return [];
  if (given.method === "GET" || given.method === "HEAD")
    return [{ severity: "error", field: "bodyType", message: `A ${given.method} request has no body.` }];
  if (given.bodyType === "json" && jsonLeaves(given.body) === undefined) {
    const fix = 'Put names in braces inside quotes, such as "{amount}".';
    return [{ severity: "error", field: "body", message: "The body template is not valid JSON.", fix }];
  }
  return [];
}
