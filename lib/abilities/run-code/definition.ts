import { z } from "zod";
import { type ConfigProblem, required } from "#lib/nodes/define-node.ts";
import { defineAbility } from "../define-ability.ts";

const pair = z.strictObject({ name: z.string().max(200), value: z.string().max(4000).default("") });

const settings = z.strictObject({
  source: z.enum(["fixed", "agent"]).default("fixed"),
  code: z.string().max(50_000).default(""),
  inputs: z.array(pair).max(40).default([]),
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
      hint: "For each name in input, a few words for the agent.",
    },
    seconds: { control: "number", label: "Time at most", unit: "seconds", min: 1, max: 30 },
    memoryMb: { control: "number", label: "Memory at most", unit: "MB", min: 4, max: 128 },
    resultLimit: { control: "number", label: "Answer at most", unit: "characters", min: 200, max: 200_000 },
  },
  effect: "read",
  reversibility: "reversible",
  honoursKey: true,
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
          .map(({ name, value }) => [name, anyJson.describe(value || name.replaceAll("_", " "))]),
      ),
    );
  },
  describe: (given) =>
    given.source === "agent"
      ? "Runs JavaScript in a sandbox without network, files, clock or packages, and returns what it returns. Use it to compute exactly."
      : "Computes a result from the given values with fixed code.",
  summarize: (given) =>
    given.source === "agent"
      ? "runs what the agent writes"
      : given.code === ""
        ? "Write the code"
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
  ],
  asks: () => ({}),
  docs: "Runs JavaScript (ES2023) in QuickJS compiled to WebAssembly, in a thread of its own: no network, no files, no environment, no packages, nothing of the server. Values arrive as JSON in `input`; what the code returns, or a promise it returns gives, goes back as JSON together with up to 100 lines written by `console.log`. Time and memory are capped and hold for endless loops, recursion and allocation as well; an error in the code goes to the agent with its line, so that it can mend it. It changes nothing outside, so it counts as reading.",
});

function isName(name: string): boolean {
  return /^[a-z_]\w{0,59}$/i.test(name) && name !== "__proto__";
}
