import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";
import { lookupProblems, readLookup } from "./lookups.ts";

const pair = z.strictObject({ name: z.string().max(200), value: z.string().max(4000).default("") });

const settings = z.strictObject({
  source: z.enum(["fixed", "agent"]).default("fixed"),
  code: z.string().max(50_000).default(""),
  inputs: z.array(pair).max(40).default([]),
  /** Rows fetched before the code runs, which the agent can neither choose nor change. */
  lookups: z.array(pair).max(20).default([]),
  /** Tables the code may have written, all or none in one transaction. */
  writes: z.array(z.string().min(1).max(120)).max(10).default([]),
  /** Numbers the agent must state and the code must come to as well. */
  agree: z.array(z.string().min(1).max(60)).max(10).default([]),
  seconds: z.number().int().min(1).max(30).default(5),
  memoryMb: z.number().int().min(4).max(128).default(32),
  resultLimit: z.number().int().min(200).max(200_000).default(20_000),
});

const anyJson = z.union([
  z.string().max(200_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()).max(20_000),
  z.record(z.string(), z.unknown()),
]);

/** Computes something in JavaScript, shut off from everything. */
export const runCodeDefinition = defineAbility({
  kind: "run-code",
  title: "Run code",
  summary: "Compute in a sealed sandbox",
  icon: "code",
  settings,
  form: {
    source: {
      control: "select",
      label: "The code is written by",
      options: [
        { value: "fixed", label: "You; the agent fills values" },
        { value: "agent", label: "The agent" },
      ],
    },
    code: {
      control: "textarea",
      label: "Code",
      hint: "JavaScript; the values stand in input, and what you return is the result.",
      placeholder: "const total = input.prices.reduce((sum, price) => sum + price, 0);\nreturn { total };",
    },
    inputs: {
      control: "pairs",
      label: "What the agent fills",
      hint: "For each name in input, a few words for the agent. Words that begin with Optional make it optional.",
    },
    lookups: {
      control: "pairs",
      label: "Rows looked up first",
      hint: "For each name in input: orders where number = order_number. The code gets a list of rows the agent cannot change.",
    },
    writes: {
      control: "list",
      label: "Tables it may write",
      hint: "The code returns result, and in write a list of { table, insert } or { table, find, set }; all are written or none.",
    },
    agree: {
      control: "list",
      label: "Must agree with the result",
      hint: "Numbers the agent states, for approvals to look at. Nothing is written unless the code comes to the same.",
    },
    seconds: { control: "number", label: "Time at most", unit: "seconds", min: 1, max: 30 },
    memoryMb: { control: "number", label: "Memory at most", unit: "MB", min: 4, max: 128 },
    resultLimit: { control: "number", label: "Answer at most", unit: "characters", min: 200, max: 200_000 },
  },
  effect: "read",
  reversibility: "reversible",
  honoursKey: true,
  refine: (given) => (isWriting(given) ? { effect: "write" } : {}),
  arguments: (given) => {
    if (given.source === "agent")
      return z.strictObject({
        code: z.string().min(1).max(50_000).describe("The body of a JavaScript function; return the result"),
        input: anyJson.optional().describe("What the code finds in the variable input"),
      });
    return z.strictObject(
      Object.fromEntries(
        given.inputs
          .filter(({ name }) => isName(name))
          .map(({ name, value }) => {
            const type = given.agree.includes(name) ? z.number() : anyJson;
            const described = type.describe(value || name.replaceAll("_", " "));
            return [name, /^optional\b/i.test(value) ? described.optional() : described];
          }),
      ),
    );
  },
  describe: (given) =>
    given.source === "agent"
      ? "Runs JavaScript in a sandbox without network, files, clock or packages, and returns what it returns. Use it to compute exactly."
      : isWriting(given)
        ? `Computes a result with fixed code and records it in ${given.writes.join(", ")}.`
        : "Computes a result from the given values with fixed code.",
  summarize: (given) =>
    given.source === "agent"
      ? "runs what the agent writes"
      : given.code === ""
        ? "Write the code"
        : isWriting(given)
          ? `computes, writes ${given.writes.join(", ")}`
          : "runs your code",
  check: (given): ConfigProblem[] => [
    ...(given.source === "agent" ? [] : required("code", given.code, "Write the code to run.")),
    ...given.inputs.flatMap(({ name }, index): ConfigProblem[] =>
      isName(name)
        ? []
        : [
            {
              severity: "error",
              field: `inputs.${index}.name`,
              message: "Use a name such as prices: letters, digits and _.",
            },
          ],
    ),
    ...(given.source === "agent" && (given.lookups.length > 0 || given.writes.length > 0)
      ? [
          {
            severity: "error" as const,
            field: "source",
            message: "Only your own code may get rows of tables and write them.",
            fix: "Write the code yourself, or remove the tables.",
          },
        ]
      : []),
    ...lookupProblems(
      given.lookups,
      given.inputs.map(({ name }) => name),
    ).map(({ index, message }) => ({ severity: "error" as const, field: `lookups.${index}.value`, message })),
    ...given.agree
      .filter((name) => !given.inputs.some((input) => input.name === name))
      .map((name) => ({
        severity: "error" as const,
        field: "agree",
        message: `“${name}” is not among what the agent fills.`,
      })),
  ],
  asks: (given) => ({
    tables: [
      ...new Set([
        ...given.lookups.flatMap(({ name, value }) => {
          const read = readLookup(name, value);
          return typeof read === "string" ? [] : [read.table];
        }),
        ...given.writes,
      ]),
    ],
  }),
  docs: 'Runs JavaScript (ES2023) in QuickJS compiled to WebAssembly, in a thread of its own: no network, no files, no environment, no packages, nothing of the server. Values arrive as JSON in `input`; what the code returns, or a promise it returns gives, goes back as JSON together with up to 100 lines written by `console.log`. Time and memory are capped and hold for endless loops, recursion and allocation as well; an error in the code goes to the agent with its line, so that it can mend it. It changes nothing outside, so it counts as reading.\n\n**Rows looked up first** are fetched by the server before the code runs, one lookup after the other: `order` with `orders where number = order_number` puts a list into `input.order`; a later one may lean on it, as in `state_rules where state = order.state`, and several conditions are joined by `and`. The agent names the record, the facts come from the tables, and `input.today` is the date in UTC.\n\nWith **tables it may write**, the code returns `{ result, write: [...] }`, each entry `{ table, insert: {...} }` or `{ table, find: {...}, set: {...} }`. All of it is written in one transaction or nothing is, is checked by the columns and row checks of its tables, and is undone as one. Name in `find` what must still be so, such as the balance that was read: when two runs meet, the second finds no such row and nothing happens twice. Code that returns `{ refuse: "reason" }` writes nothing, and the agent is told why. Names in **must agree with the result** are numbers which the agent states as arguments, so that an approval can look at them; when the code comes to another number, nothing is written.',
});

function isWriting(given: { source: string; writes: string[] }): boolean {
  return given.source === "fixed" && given.writes.length > 0;
}

function isName(name: string): boolean {
  return /^[a-z_]\w{0,59}$/i.test(name) && name !== "__proto__";
}
