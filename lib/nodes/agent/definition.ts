import { z } from "zod";
import { defineNode, required } from "../define-node.ts";

const modelRef = z.string().min(1).max(200);

const config = z.strictObject({
  instructions: z.string().max(40000).default(""),
  model: modelRef.default("standard"),
  fallbacks: z.array(modelRef).max(5).default([]),
  firstTurnModel: modelRef.nullable().default(null),
  strategy: z.enum(["direct", "plan", "verify"]).default("direct"),
  maxTurns: z.number().int().min(1).max(200).default(12),
  maxActions: z.number().int().min(0).max(500).default(20),
  maxSeconds: z.number().int().min(1).max(86400).default(300),
  maxTokens: z.number().int().min(100).max(10_000_000).default(200_000),
  maxCostUsd: z.number().min(0).max(10000).nullable().default(null),
  reasoning: z.enum(["brief", "full", "off"]).default("brief"),
});

// A plan takes one turn; a check may take two, and one more to mend the draft.
const extraTurns = { direct: 0, plan: 1, verify: 3 } as const;

const strategyWords = { direct: "", plan: " · plans first", verify: " · verifies" } as const;

/** Reasons and acts toward a goal with what it is wired to. */
export const agentDefinition = defineNode({
  kind: "agent",
  role: "step",
  title: "Agent",
  summary: "Reasons and acts toward a goal",
  icon: "bot",
  hue: "agent",
  group: "Agents",
  config,
  form: {
    instructions: {
      control: "textarea",
      label: "Instructions",
      hint: "Who it is, how it speaks, what it must and must not do.",
      placeholder:
        "You help customers of a small shop. Be brief and kind. Never promise what the policies do not say.",
    },
    model: { control: "model", label: "Model", hint: "A tier, or one model outright." },
    fallbacks: { control: "models", label: "Fallback models", hint: "Tried in order when the model fails." },
    firstTurnModel: {
      control: "model",
      label: "Model of the first turn",
      hint: "Leave empty to use the model above.",
    },
    strategy: {
      control: "select",
      label: "Strategy",
      hint: "How it goes about its work; every step of it is in the run.",
      options: [
        { value: "direct", label: "Direct", hint: "Acts and answers at once. Fastest and cheapest." },
        {
          value: "plan",
          label: "Plan first",
          hint: "Writes a short plan, follows it, and plans again when an action fails.",
        },
        {
          value: "verify",
          label: "Verify the answer",
          hint: "Checks the draft against goal and evidence; may send it back once.",
        },
      ],
    },
    maxTurns: { control: "number", label: "Turns at most", min: 1, max: 200 },
    maxActions: { control: "number", label: "Actions at most", min: 0, max: 500 },
    maxSeconds: { control: "number", label: "Time at most", unit: "seconds", min: 1 },
    maxTokens: { control: "number", label: "Tokens at most", min: 100 },
    maxCostUsd: { control: "number", label: "Cost at most", unit: "USD", min: 0 },
    reasoning: {
      control: "select",
      label: "Reasoning shown",
      options: [
        { value: "brief", label: "Brief" },
        { value: "full", label: "Full" },
        { value: "off", label: "Off" },
      ],
    },
  },
  ports: () => [
    { id: "start", side: "in", relation: "starts", label: "started by" },
    { id: "guarded", side: "in", relation: "guards", label: "guarded by" },
    { id: "measured", side: "in", relation: "measures", label: "measured by" },
    { id: "pursues", side: "out", relation: "pursues", label: "pursues" },
    { id: "knows", side: "out", relation: "knows", label: "knows" },
    { id: "can", side: "out", relation: "can", label: "can" },
    { id: "remembers", side: "out", relation: "remembers", label: "remembers" },
  ],
  summarize: (agent) =>
    `${["fast", "standard", "frontier"].includes(agent.model) ? `${agent.model} tier` : agent.model} · ${agent.maxTurns} turns max${strategyWords[agent.strategy]}`,
  check: (agent) => [
    ...required("instructions", agent.instructions, "Give the agent its instructions."),
    ...(extraTurns[agent.strategy] >= agent.maxTurns
      ? [
          {
            severity: "warning" as const,
            field: "maxTurns",
            message: `This strategy takes turns of its own, and ${agent.maxTurns} in all may leave none for it.`,
            fix: `Allow at least ${extraTurns[agent.strategy] + 1} turns.`,
          },
        ]
      : []),
  ],
  docs: "Loops: perceive, decide, check, act, remember, until it has answered, waits, is blocked or is out of limits. What it knows, can do, pursues and remembers comes from its wires; it chooses the order itself.\n\nIts **strategy** says how it goes about it. *Direct* acts and answers at once. *Plan first* takes a turn to write a short plan, which every later turn sees; a step is marked from what happened, not from what the model says, and an action that fails leads to a new plan (three at most). *Verify the answer* has a turn of its own compare the draft with the goal, its constraints and the evidence before anybody reads it; a draft with problems goes back once, and what the second one still lacks is recorded. These turns count toward the limits; where the limits leave no room, the run says so and goes on without. A limit that is reached ends the run with `limit_reached` and the outcome blocked.",
});
