import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";
import { changeTarget } from "./change-target.ts";
import { onlyReads, readStatement } from "./read-statement.ts";

const pair = z.strictObject({ name: z.string().max(200), value: z.string().max(4000).default("") });

const settings = z.strictObject({
  secret: z.string().max(120).default(""),
  host: z.string().max(300).default(""),
  source: z.enum(["fixed", "agent"]).default("fixed"),
  statement: z.string().max(20_000).default(""),
  schema: z.string().max(20_000).default(""),
  inputs: z.array(pair).max(40).default([]),
  access: z.enum(["read", "write"]).default("read"),
  confirm: z.enum(["ask", "auto"]).default("ask"),
  tls: z.enum(["verified", "unverified", "off"]).default("verified"),
  rowLimit: z.number().int().min(1).max(5000).default(100),
  seconds: z.number().int().min(1).max(120).default(10),
  resultLimit: z.number().int().min(200).max(200_000).default(20_000),
});

/** What an author fixes about a query. */
export type SqlQuerySettings = z.output<typeof settings>;

const cell = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);

/** Runs one statement against a PostgreSQL database of the author's. */
export const sqlQueryDefinition = defineAbility({
  kind: "sql-query",
  title: "SQL query",
  summary: "Ask a PostgreSQL database",
  icon: "database",
  settings,
  form: {
    secret: {
      control: "secret",
      label: "Connection",
      hint: "A secret such as postgresql://user:password@host:5432/database. Use a role that may do little.",
    },
    host: {
      control: "text",
      label: "Host",
      hint: "The connection must lead to this host and no other.",
      placeholder: "db.example.com:5432",
    },
    source: {
      control: "select",
      label: "The statement is written by",
      options: [
        { value: "fixed", label: "You; the agent fills values" },
        { value: "agent", label: "The agent; it can only read" },
      ],
    },
    statement: {
      control: "textarea",
      label: "Statement",
      hint: "Names in braces are values the agent fills; they are never part of the statement's text.",
      placeholder: "select id, state from orders where email = {email} order by placed_at desc",
    },
    schema: {
      control: "textarea",
      label: "Tables, for an agent that writes",
      hint: "Told to the agent, such as orders(id uuid, email text, state text).",
    },
    inputs: {
      control: "pairs",
      label: "What the agent fills",
      hint: "For each name in braces, a few words for the agent.",
    },
    access: {
      control: "select",
      label: "It may",
      options: [
        { value: "read", label: "Read only" },
        { value: "write", label: "Change data" },
      ],
    },
    confirm: {
      control: "select",
      label: "A change is made",
      hint: "Only for statements that change data.",
      options: [
        { value: "ask", label: "After a person agreed" },
        { value: "auto", label: "By the agent alone" },
      ],
    },
    tls: {
      control: "select",
      label: "Encryption",
      options: [
        { value: "verified", label: "TLS, certificate checked" },
        { value: "unverified", label: "TLS, certificate not checked" },
        { value: "off", label: "None" },
      ],
    },
    rowLimit: {
      control: "number",
      label: "Rows at most",
      hint: "More are not read; a change that reaches more is not made.",
      min: 1,
      max: 5000,
    },
    seconds: { control: "number", label: "Time at most", unit: "seconds", min: 1, max: 120 },
    resultLimit: { control: "number", label: "Answer at most", unit: "characters", min: 200, max: 200_000 },
  },
  effect: "write",
  reversibility: "irreversible",
  honoursKey: false,
  refine: (given) => {
    if (!mayWrite(given)) return { effect: "read", reversibility: "reversible" };
    const reversibility = changeTarget(given.statement) === null ? "irreversible" : "compensable";
    return { reversibility, asksFirst: given.confirm === "ask" };
  },
  arguments: (given) => {
    if (given.source === "agent")
      return z.strictObject({
        sql: z.string().min(1).max(20_000).describe("One SELECT statement for PostgreSQL"),
      });
    const words = new Map(given.inputs.map((input) => [input.name, input.value]));
    const names = readStatement(given.statement).names;
    return z.strictObject(
      Object.fromEntries(
        names.map((name) => [name, cell.describe(words.get(name) || name.replaceAll("_", " "))]),
      ),
    );
  },
  describe: (given) => {
    if (given.source === "fixed")
      return `Runs a fixed SQL statement that ${mayWrite(given) ? "changes data" : "only reads"} and returns the rows.`;
    const tables = given.schema.trim() === "" ? "" : ` Tables: ${given.schema.trim()}`;
    return `Runs one SELECT statement against a PostgreSQL database and returns at most ${given.rowLimit} rows.${tables}`;
  },
  summarize: (given) => {
    const verb = readStatement(given.statement).verb;
    if (given.source === "agent")
      return `reads what the agent asks${given.host === "" ? "" : ` · ${given.host}`}`;
    return verb === ""
      ? "Write a statement"
      : `${verb.toUpperCase()}${given.host === "" ? "" : ` · ${given.host}`}`;
  },
  check: (given): ConfigProblem[] => [
    ...required("secret", given.secret, "Choose the secret that holds the connection."),
    ...required("host", given.host, "Name the host the connection leads to."),
    ...(given.host === "" || /^[A-Za-z0-9._-]+(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/i.test(given.host)
      ? []
      : [
          {
            severity: "error" as const,
            field: "host",
            message: "Write a host, with its port where it is not 5432.",
          },
        ]),
    ...(given.source === "agent" ? checkAgentWrites(given) : checkStatement(given)),
    ...(given.tls === "verified"
      ? []
      : [
          {
            severity: "warning" as const,
            field: "tls",
            message: "Nobody proves that this is the right database, so its password may be read on the way.",
          },
        ]),
  ],
  asks: (given) => ({
    ...(given.host === "" ? {} : { hosts: [given.host] }),
    ...(given.secret === "" ? {} : { secrets: [given.secret] }),
  }),
  docs: "Runs one statement in a transaction of its own and returns its rows. Reading is the default: the transaction is read-only, statements other than SELECT, WITH, VALUES, TABLE, SHOW and EXPLAIN are refused, and it is rolled back at the end. Values are bound as parameters and never become part of the statement; a second statement is refused by the database's own protocol. Rows, time and size are capped; a longer answer is kept whole with the run as a document. The connection is a secret; its host must be the one written here, is checked like every address that is called (private ones need an owner's permission) and TLS verifies the certificate unless you say otherwise. What a role may do in the database is for the database to say: use one that may read what the agent needs and nothing else, since functions it may call can reach beyond tables. A statement that changes data is done once and never repeated by itself; a person agrees first unless you say otherwise, one that reaches more rows than allowed is rolled back, and each is told in the audit log. Where it adds, changes or removes rows of one table with a primary key, and neither a trigger nor a cascade carries the change further, the rows are kept as they were, and undoing the action puts them back unless somebody changed them since.",
});

/** True where the author allows the statement to change data. */
export function mayWrite(given: Pick<SqlQuerySettings, "access" | "source">): boolean {
  return given.access === "write" && given.source === "fixed";
}

function checkAgentWrites(given: SqlQuerySettings): ConfigProblem[] {
  return given.access === "read"
    ? []
    : [
        {
          severity: "error",
          field: "access",
          message: "What an agent writes by itself can only read.",
          fix: "Choose “Read only”, or write the statement yourself.",
        },
      ];
}

function checkStatement(given: SqlQuerySettings): ConfigProblem[] {
  const read = readStatement(given.statement);
  const problems = required("statement", given.statement, "Write the statement to run.");
  if (problems.length > 0) return problems;
  if (read.problem) return [{ severity: "error", field: "statement", message: read.problem }];
  if (mayWrite(given) || onlyReads(read)) return [];
  const message = `“${read.verb || given.statement.slice(0, 20)}” changes data or is no query.`;
  return [
    { severity: "error", field: "statement", message, fix: "Allow it to change data, or write a SELECT." },
  ];
}
