import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { serverOf } from "#lib/openapi/build-request.ts";
import {
  operationMethods,
  parameterSchema,
  parameterStyles,
  requestBodySchema,
  signInSchema,
} from "#lib/openapi/operation.ts";
import { defineAbility } from "../define-ability.ts";
import { checkResultPath, resultPathControl } from "../result-path.ts";
import { argumentsSchema, inputsOf } from "./inputs.ts";

const settings = z.strictObject({
  system: z.string().max(200).default(""),
  operation: z.string().max(300).default(""),
  method: z.enum(operationMethods).default("GET"),
  server: z.string().max(2000).default(""),
  path: z.string().max(2000).default(""),
  parameters: z.array(parameterSchema).max(100).default([]),
  body: requestBodySchema.nullable().default(null),
  signIn: z.array(signInSchema).max(2).default([]),
  secret: z.string().max(120).default(""),
  secondSecret: z.string().max(120).default(""),
  fixed: z
    .array(z.strictObject({ name: z.string().max(200), value: z.string().max(4000).default("") }))
    .max(40)
    .default([]),
  honoursKey: z.boolean().default(false),
  resultPath: z.string().max(500).default(""),
  resultLimit: z.number().int().min(200).max(200_000).default(20_000),
});

/** What an imported operation carries with it, and what an author fixes about it. */
export type ApiOperationSettings = z.output<typeof settings>;

/** Calls one operation of a system described by an OpenAPI document. */
export const apiOperationDefinition = defineAbility({
  kind: "api-operation",
  title: "API operation",
  summary: "One call of a connected system",
  icon: "network",
  isImported: true,
  settings,
  form: {
    system: { control: "hidden", label: "System" },
    operation: { control: "hidden", label: "Operation" },
    method: { control: "hidden", label: "Method" },
    path: { control: "hidden", label: "Path" },
    parameters: { control: "hidden", label: "Parameters" },
    body: { control: "hidden", label: "Body" },
    signIn: { control: "hidden", label: "Sign-in" },
    server: {
      control: "text",
      label: "Server",
      hint: "Where the operation is called; from the system's own description.",
      placeholder: "https://api.example.com/v1",
    },
    secret: {
      control: "secret",
      label: "Secret",
      hint: "The key or token; user:password or client:secret where the system asks for two.",
    },
    secondSecret: {
      control: "secret",
      label: "Second secret",
      hint: "Only for systems that ask for two keys at once.",
    },
    fixed: {
      control: "pairs",
      label: "Fixed values",
      hint: "Inputs you decide: the agent neither sees nor changes them. Lists and objects as JSON.",
    },
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
  refine: (given) => {
    if (["GET", "HEAD", "OPTIONS"].includes(given.method))
      return { effect: "read", reversibility: "reversible" };
    // RFC 9110, section 9.2.2: sending a PUT or DELETE twice is meant to do what sending it once does.
    return { honoursKey: given.honoursKey || ["PUT", "DELETE"].includes(given.method) };
  },
  arguments: (given) => {
    const made = argumentsSchema(given);
    // A schema edited by hand may be none; `check` says so, and nothing is let through unchecked meanwhile.
    return typeof made === "string" ? z.strictObject({}) : made;
  },
  describe: (given) =>
    `Calls ${given.method} ${given.path} of ${given.system || "a connected system"} and returns the status and the answer.`,
  summarize: (given) =>
    given.path === ""
      ? "Connect a system to choose an operation"
      : `${given.method} ${given.path}${given.system === "" ? "" : ` · ${given.system}`}`,
  check: (given): ConfigProblem[] => [
    ...required("path", given.path, "Choose an operation: use “Connect a system” in the palette."),
    ...(given.path === "" ? [] : required("server", given.server, "Set the server to call.")),
    ...checkServer(given),
    ...checkInputs(given),
    ...checkSecrets(given),
    ...checkResultPath(given.resultPath),
  ],
  asks: (given) => {
    const addresses = [given.server, ...given.signIn.map(({ tokenUrl }) => tokenUrl)];
    const hosts = addresses.flatMap((address) => {
      const url = URL.parse(address);
      return url && url.host !== "" ? [url.host] : [];
    });
    const secrets = [given.secret, given.secondSecret]
      .slice(0, given.signIn.length)
      .filter((one) => one !== "");
    return { hosts: [...new Set(hosts)], secrets };
  },
  docs: `Made by “Connect a system” from an OpenAPI 3.0, 3.1 or Swagger 2 document: each chosen operation becomes one ability that carries all it needs (server, path, inputs with their JSON Schema, how to sign in), so the blueprint stays portable and the system's document is not read again. What the agent fills is checked against the schema before anything is sent, then written as the document asks: styles ${parameterStyles.map((style) => `\`${style}\``).join(", ")}, exploded or not, bodies as JSON, form or multipart. Values are encoded; none can lead to another host or path, and none can set a header of the connection or of the sign-in. Keys are secrets of the workspace, chosen by name: in a header, the query or a cookie, as user and password, as bearer token, or exchanged for one by OAuth 2 client credentials. A fixed value is decided by the author and is no input of the agent's. GET, HEAD and OPTIONS only read; other methods change something, carry an \`Idempotency-Key\` that is the same on every attempt, and are repeated only where that is safe. A status of 400 and above goes to the agent as an error. A JSONPath picks the part of the answer the agent reads; a longer answer is kept whole with the run as a document and told by its shape and beginning. Private addresses need an owner's permission. Uploads of files and documents that refer to other documents are not supported.`,
});

function checkServer(given: ApiOperationSettings): ConfigProblem[] {
  if (given.server === "") return [];
  if (!serverOf(given.server)) {
    const message = "The server must be a whole address such as https://api.example.com/v1, without braces.";
    return [{ severity: "error", field: "server", message, fix: "Write the address out." }];
  }
  const addresses = [given.server, ...given.signIn.map(({ tokenUrl }) => tokenUrl)];
  const isPlain = given.signIn.length > 0 && addresses.some((address) => address.startsWith("http://"));
  const message = "The secret is sent without encryption.";
  return isPlain
    ? [{ severity: "warning", field: "server", message, fix: "Begin the address with https://." }]
    : [];
}

function checkInputs(given: ApiOperationSettings): ConfigProblem[] {
  const made = argumentsSchema(given);
  if (typeof made === "string") return [{ severity: "error", field: "parameters", message: made }];
  const known = new Set(inputsOf(given).map(({ argument }) => argument));
  return given.fixed.flatMap(({ name }, index): ConfigProblem[] => {
    if (known.has(name)) return [];
    const message = `This operation has no input “${name}”. It has: ${[...known].slice(0, 20).join(", ") || "none"}.`;
    return [{ severity: "error", field: `fixed.${index}.name`, message }];
  });
}

function checkSecrets(given: ApiOperationSettings): ConfigProblem[] {
  return (["secret", "secondSecret"] as const)
    .slice(0, given.signIn.length)
    .flatMap((field) => required(field, given[field], "Choose the secret to sign in with."));
}
