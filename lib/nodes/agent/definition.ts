import { z } from "zod";
import { celProblem } from "#lib/foundation/cel.ts";
import { defineNode, required } from "../define-node.ts";

const modelRef = z.string().min(1).max(200);

const config = z.strictObject({
  instructions: z.string().max(40000).default(""),
  model: modelRef.default("standard"),
  fallbacks: z.array(modelRef).max(5).default([]),
  firstTurnModel: modelRef.nullable().default(null),
  strategy: z.enum(["direct", "plan", "verify", "route"]).default("direct"),
  maxTurns: z.number().int().min(1).max(200).default(12),
  maxActions: z.number().int().min(0).max(500).default(20),
  maxSeconds: z.number().int().min(1).max(86400).default(300),
  maxTokens: z.number().int().min(100).max(10_000_000).default(200_000),
  maxCostUsd: z.number().min(0).max(10000).nullable().default(null),
  maxAnswerTokens: z.number().int().min(256).max(1_000_000).nullable().default(null),
  reasoning: z.enum(["brief", "full", "off"]).default("brief"),
  routing: z.enum(["off", "auto"]).default("off"),
  simpleModel: modelRef.default("fast"),
  routes: z
    .array(z.strictObject({ when: z.string().max(2000).default(""), model: modelRef.default("fast") }))
    .max(10)
    .default([]),
  cache: z.enum(["off", "exact", "similar"]).default("off"),
  cacheMinutes: z.number().int().min(1).max(43_200).default(60),
  cacheFor: z.enum(["contact", "everyone"]).default("contact"),
  cacheEmbedding: z.string().max(200).default(""),
  cacheSimilarity: z.number().min(0.5).max(1).default(0.95),
  compactAt: z.number().min(0.2).max(0.95).default(0.75),
  joinRule: z.enum(["all", "first", "quorum", "best"]).default("all"),
  joinQuorum: z.number().int().min(1).max(20).default(2),
  agreeOn: z.array(z.string().min(1).max(64)).max(20).default([]),
  conflictRule: z.enum(["priority", "vote", "judge", "human"]).default("priority"),
  routeThreshold: z.number().min(0).max(1).default(0.6),
  routeOtherwise: z.enum(["ask", "stand-in"]).default("ask"),
  breakerFailures: z.number().int().min(1).max(100).default(3),
  breakerWindowSeconds: z.number().int().min(1).max(86400).default(300),
  breakerCoolSeconds: z.number().int().min(1).max(86400).default(60),
  pin: z
    .strictObject({ version: z.number().int().min(1).max(2_147_483_647) })
    .nullable()
    .default(null),
});

// A plan takes one turn; a check may take two, and one more to mend the draft.
const extraTurns = { direct: 0, plan: 1, verify: 3, route: 0 } as const;

const strategyWords = {
  direct: "",
  plan: " · plans first",
  verify: " · verifies",
  route: " · routes",
} as const;

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
        {
          value: "route",
          label: "Route to a specialist",
          hint: "Picks one of the agents it delegates to, with a confidence, and passes its answer on.",
        },
      ],
    },
    maxTurns: { control: "number", label: "Turns at most", min: 1, max: 200 },
    maxActions: { control: "number", label: "Actions at most", min: 0, max: 500 },
    maxSeconds: { control: "number", label: "Time at most", unit: "seconds", min: 1 },
    maxTokens: { control: "number", label: "Tokens at most", min: 100 },
    maxAnswerTokens: {
      control: "number",
      label: "Longest answer of a turn",
      unit: "tokens",
      min: 256,
      hint: "Empty: as long as the model may, or 4,096 while a budget of money or tokens counts.",
    },
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
    routing: {
      control: "select",
      label: "Simple turns",
      hint: "A local classifier tells them; the saving is in the run.",
      options: [
        { value: "off", label: "Go to the model above" },
        { value: "auto", label: "Go to a smaller model" },
      ],
    },
    simpleModel: { control: "model", label: "The smaller model" },
    routes: {
      control: "routes",
      label: "Rules for the model",
      hint: "The first condition that holds picks the model of a turn. Known: turn, text, words, abilities, results, failed.",
    },
    cache: {
      control: "select",
      label: "Answers used again",
      options: [
        { value: "off", label: "Never" },
        { value: "exact", label: "For the same question", hint: "Nothing the model is told may differ." },
        {
          value: "similar",
          label: "For a similar question too",
          hint: "The first of a conversation, with the same numbers and names.",
        },
      ],
    },
    cacheMinutes: { control: "number", label: "Kept for", unit: "minutes", min: 1, max: 43_200 },
    cacheFor: {
      control: "select",
      label: "Used again for",
      options: [
        { value: "contact", label: "The same contact" },
        {
          value: "everyone",
          label: "Everyone",
          hint: "Where nothing personal is among what the model is told.",
        },
      ],
    },
    cacheEmbedding: {
      control: "text",
      label: "Embedding model",
      hint: "Compares questions; provider/model.",
      placeholder: "openai/text-embedding-3-small",
    },
    cacheSimilarity: {
      control: "number",
      label: "Similar from",
      hint: "Cosine, 0.5 to 1.",
      min: 0.5,
      max: 1,
    },
    compactAt: {
      control: "number",
      label: "Condense from",
      hint: "Share of the model's window, 0.2 to 0.95. Earlier messages then give way to a checkpoint; the transcript keeps them all.",
      min: 0.2,
      max: 0.95,
    },
    joinRule: {
      control: "select",
      label: "When several agents work for it",
      hint: "Tasks given in one turn run at the same time; whoever is not needed any more is stopped.",
      options: [
        { value: "all", label: "Wait for all" },
        { value: "first", label: "Take the first that succeeds" },
        { value: "quorum", label: "Wait for a quorum" },
        { value: "best", label: "Let a judge pick the best" },
      ],
    },
    joinQuorum: { control: "number", label: "Quorum", hint: "How many must succeed.", min: 1, max: 20 },
    agreeOn: {
      control: "list",
      label: "Results must agree on",
      hint: "Fields of typed results, such as price. Different values are a conflict.",
      placeholder: "price",
    },
    conflictRule: {
      control: "select",
      label: "A conflict is settled by",
      options: [
        { value: "priority", label: "Priority", hint: "The wire with the highest priority wins." },
        { value: "vote", label: "Vote", hint: "The value most agents gave wins; a tie goes by priority." },
        { value: "judge", label: "A judge", hint: "A turn of this agent's model picks, with a reason." },
        { value: "human", label: "A person", hint: "The run waits in the inbox." },
      ],
    },
    routeThreshold: {
      control: "number",
      label: "Route when at least this sure",
      hint: "0 to 1; for the strategy that routes.",
      min: 0,
      max: 1,
    },
    routeOtherwise: {
      control: "select",
      label: "When it is less sure",
      options: [
        { value: "ask", label: "Ask one clarifying question" },
        { value: "stand-in", label: "Use its stand-in" },
      ],
    },
    breakerFailures: {
      control: "number",
      label: "Failures that stop it",
      hint: "As a delegate: so many within the time below, and its tasks go to its stand-in at once.",
      min: 1,
      max: 100,
    },
    breakerWindowSeconds: { control: "number", label: "Failures counted within", unit: "seconds", min: 1 },
    breakerCoolSeconds: { control: "number", label: "Tried again after", unit: "seconds", min: 1 },
    pin: { control: "hidden", label: "Pinned to version" },
  },
  ports: () => [
    { id: "start", side: "in", relation: "starts", label: "started by" },
    { id: "guarded", side: "in", relation: "guards", label: "guarded by" },
    { id: "asked", side: "in", relation: "delegates", label: "works for" },
    { id: "measured", side: "in", relation: "measures", label: "measured by" },
    { id: "pursues", side: "out", relation: "pursues", label: "pursues" },
    { id: "knows", side: "out", relation: "knows", label: "knows" },
    { id: "can", side: "out", relation: "can", label: "can" },
    { id: "remembers", side: "out", relation: "remembers", label: "remembers" },
    { id: "delegates", side: "out", relation: "delegates", label: "works with" },
  ],
  summarize: (agent) =>
    `${["fast", "standard", "frontier"].includes(agent.model) ? `${agent.model} tier` : agent.model} · ${agent.maxTurns} turns max${strategyWords[agent.strategy]}`,
  check: (agent) => [
    ...required("instructions", agent.instructions, "Give the agent its instructions."),
    ...agent.routes.flatMap((route, index) => {
      const problem = route.when.trim() === "" ? "it is empty" : celProblem(route.when);
      const message = `The condition cannot be read: ${problem}`;
      return problem ? [{ severity: "error" as const, field: `routes.${index}.when`, message }] : [];
    }),
    ...(agent.cache === "similar" && agent.cacheEmbedding === ""
      ? [
          {
            severity: "warning" as const,
            field: "cacheEmbedding",
            message: "Without an embedding model only equal questions are recognised.",
            fix: "Name an embedding model, or use answers again for the same question only.",
          },
        ]
      : []),
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
  docs: "Loops: perceive, decide, check, act, remember, until it has answered, waits, is blocked or is out of limits. What it knows, can do, pursues and remembers comes from its wires; it chooses the order itself.\n\nIts **strategy** says how it goes about it. *Direct* acts and answers at once. *Plan first* takes a turn to write a short plan, which every later turn sees; a step is marked from what happened, not from what the model says, and an action that fails leads to a new plan (three at most). *Verify the answer* has a turn of its own compare the draft with the goal, its constraints and the evidence before anybody reads it; a draft with problems goes back once, and what the second one still lacks is recorded. These turns count toward the limits; where the limits leave no room, the run says so and goes on without. *Route to a specialist* takes one turn to pick one of the agents it delegates to, says how sure it is, and passes that agent's answer on; below the threshold it asks one clarifying question or uses its stand-in. A limit that is reached ends the run with `limit_reached` and the outcome blocked.\n\nA wire to another agent makes a team, see [Teams of agents](../teams.md). The wire carries the protocol and its terms: delegate a task with a typed result, a budget slice and a deadline; hand the work over for good; or name who stands in when this agent fails. Tasks given in one turn run at the same time and are joined by the rule of this agent.",
});
