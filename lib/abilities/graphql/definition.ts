import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { serverOf } from "#lib/openapi/build-request.ts";
import { defineAbility } from "../define-ability.ts";
import { checkResultPath, resultPathControl } from "../result-path.ts";
import { readQuery, schemaOfType } from "./read-query.ts";

const pair = z.strictObject({ name: z.string().max(200), value: z.string().max(4000).default("") });

const settings = z.strictObject({
  url: z.string().max(2000).default(""),
  query: z.string().max(50_000).default(""),
  inputs: z.array(pair).max(60).default([]),
  auth: z.enum(["none", "bearer", "header"]).default("none"),
  secret: z.string().max(120).default(""),
  authHeader: z.string().max(120).default("X-Api-Key"),
  resultPath: z.string().max(500).default(""),
  resultLimit: z.number().int().min(200).max(200_000).default(20_000),
});

/** What an author fixes about a GraphQL call. */
export type GraphqlSettings = z.output<typeof settings>;

/** Sends one fixed GraphQL operation whose variables the agent fills. */
export const graphqlDefinition = defineAbility({
  kind: "graphql",
  title: "GraphQL",
  summary: "Send a query or mutation",
  icon: "braces",
  settings,
  form: {
    url: { control: "text", label: "Address", placeholder: "https://api.example.com/graphql" },
    query: {
      control: "textarea",
      label: "Operation",
      hint: "One query or mutation. The agent fills its variables and cannot change the rest.",
      placeholder: "query FindOrder($id: ID!) {\n  order(id: $id) { state }\n}",
    },
    inputs: {
      control: "pairs",
      label: "What the agent fills",
      hint: "For each variable, a few words for the agent.",
    },
    auth: {
      control: "select",
      label: "Sign-in",
      options: [
        { value: "none", label: "None" },
        { value: "bearer", label: "Bearer token" },
        { value: "header", label: "Key in a header" },
      ],
    },
    secret: { control: "secret", label: "Secret" },
    authHeader: { control: "text", label: "Header for the key", placeholder: "X-Api-Key" },
    resultPath: { ...resultPathControl, placeholder: "$.order.items[*].name" },
    resultLimit: { control: "number", label: "Answer at most", unit: "characters", min: 200, max: 200_000 },
  },
  effect: "write",
  reversibility: "irreversible",
  honoursKey: false,
  refine: (given) => {
    const read = readQuery(given.query);
    return typeof read !== "string" && read.kind === "query"
      ? { effect: "read", reversibility: "reversible" }
      : {};
  },
  arguments: (given) => {
    const read = readQuery(given.query);
    const words = new Map(given.inputs.map((input) => [input.name.replace(/^\$/, ""), input.value]));
    const variables = typeof read === "string" ? [] : read.variables;
    return z.strictObject(
      Object.fromEntries(
        variables.map(({ name, type, isRequired }) => {
          const value = schemaOfType(type).describe(
            words.get(name) || `${name.replaceAll("_", " ")} (${type})`,
          );
          return [name, isRequired ? value : value.optional()];
        }),
      ),
    );
  },
  describe: (given) => {
    const read = readQuery(given.query);
    const kind = typeof read === "string" ? "operation" : read.kind;
    return `Sends a fixed GraphQL ${kind} to ${URL.parse(given.url)?.host ?? "another system"} and returns its data.`;
  },
  summarize: (given) => {
    const read = readQuery(given.query);
    const host = URL.parse(given.url)?.host;
    return host === undefined
      ? "Set an address"
      : `${typeof read === "string" ? "GraphQL" : read.kind} → ${host}`;
  },
  check: (given): ConfigProblem[] => {
    const read = readQuery(given.query);
    const isHeaderOdd =
      given.auth === "header" &&
      !/^(?!authorization$|cookie$|host$|content-)[A-Za-z][\w-]*$/i.test(given.authHeader);
    return [
      ...required("url", given.url, "Set the address to send to."),
      ...(given.url === "" || serverOf(given.url)
        ? []
        : [{ severity: "error" as const, field: "url", message: "Write a whole address with https://." }]),
      ...required("query", given.query, "Write the query or mutation to send."),
      ...(given.query.trim() === "" || typeof read !== "string"
        ? []
        : [{ severity: "error" as const, field: "query", message: `The operation cannot be read: ${read}` }]),
      ...(given.auth === "none"
        ? []
        : required("secret", given.secret, "Choose the secret to sign in with.")),
      ...(isHeaderOdd
        ? [{ severity: "error" as const, field: "authHeader", message: "Name a header such as X-Api-Key." }]
        : []),
      ...checkResultPath(given.resultPath),
    ];
  },
  asks: (given) => {
    const host = URL.parse(given.url)?.host;
    return {
      ...(host ? { hosts: [host] } : {}),
      ...(given.auth === "none" || given.secret === "" ? {} : { secrets: [given.secret] }),
    };
  },
  docs: "Sends one fixed operation as `{query, variables}`. The agent fills the variables only, each checked against its type: `Int`, `Float`, `Boolean`, `String`, `ID` and lists of them; input types of the other side are taken as JSON and checked there. A query only reads; a mutation changes something and is never repeated by itself. Errors in a GraphQL answer go to the agent as an error, together with what data came. The path picks from `data`.",
});
