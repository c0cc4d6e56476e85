import type { FoundPassage } from "#lib/abilities/execute-ability.ts";
import type { FormField } from "#lib/foundation/typed-form.ts";

/** What a rule sees of the run before any model is asked. */
export type RuleFacts = {
  input: { text: string; event: unknown };
  contact: { id: string | null; key: string; name: string; email: string };
  conversation: { id: string; messages: number };
};

/** The branch a rule took: the port to leave by and what to say, when anything. */
export type BranchTaken = {
  port: string;
  label: string;
  expression: string;
  answer: string;
  problem?: string;
};

/** What one check found in a text. */
export type Finding = { check: string; excerpt: string; start: number; end: number };

/** The judgement of a guardrail on a text. */
export type Inspection = {
  mode: "block" | "mask" | "warn";
  findings: Finding[];
  /** The text with every finding masked. */
  masked: string;
  /** Said instead when blocked. */
  reply: string;
};

/** The places a guardrail looks at; `result` is everything an agent reads that nobody said to it. */
export type GuardedPlace = "input" | "output" | "action" | "result";

/** How much of a text that still grows can be shown: what no check can change any more. */
export type Release = { text: string; blocked: boolean };

/** The limits an agent keeps; enforced by the runtime, outside the model. */
export type AgentLimits = {
  turns: number;
  actions: number;
  seconds: number;
  tokens: number;
  costUsd: number | null;
};

/** How an agent goes about its work. */
export type AgentStrategy = "direct" | "plan" | "verify" | "route";

/** When a delegate is no longer asked: so many failures within the window; tried again after the cooling time. */
export type BreakerSettings = { failures: number; windowSeconds: number; coolSeconds: number };

/** How an agent works with the agents it is wired to. */
export type TeamSettings = {
  joinRule: "all" | "first" | "quorum" | "best";
  joinQuorum: number;
  /** Fields of typed results on which there must be one value. */
  agreeOn: string[];
  conflictRule: "priority" | "vote" | "judge" | "human";
  routeThreshold: number;
  routeOtherwise: "ask" | "stand-in";
  breaker: BreakerSettings;
};

/** Which turns go to another model than the usual one. */
export type RoutingSettings = {
  /** The first whose CEL condition holds decides. */
  rules: readonly { when: string; model: string }[];
  /** Whether turns that a local classifier finds simple go to `simpleModel`. */
  classify: boolean;
  simpleModel: string;
};

/** Whether and how long what a model answered is kept for the same question. */
export type CacheSettings = {
  mode: "off" | "exact" | "similar";
  minutes: number;
  for: "contact" | "everyone";
  /** The embedding model that compares questions; null where only equal ones count. */
  embedding: string | null;
  /** Cosine of two questions from which on they count as the same. */
  similarity: number;
};

/** What an experiment compares and how it is decided; the first variant is the control. */
export type ExperimentSettings = {
  variants: readonly { id: string; label: string; weight: number; instructions: string; model: string }[];
  metric: "goal" | "event" | "rating" | "cost" | "latency";
  /** The outcome event that counts, where one does. */
  event: string;
  /** How long a contact is waited for before it counts. */
  windowHours: number;
  baselinePercent: number;
  smallestEffect: number;
  minimum: number;
  confidence: number;
  allocation: "fixed" | "adaptive";
  explorePercent: number;
  guardFailurePoints: number;
  /** 0 where cost does not matter. */
  guardCostPercent: number;
  autoPromote: boolean;
  startOnPublish: boolean;
};

/** How an agent asks its model. */
export type AgentSettings = {
  instructions: string;
  model: string;
  firstTurnModel: string | null;
  fallbacks: string[];
  /** The longest answer a model is asked for in one turn; null leaves it to the model. */
  maxAnswerTokens: number | null;
  strategy: AgentStrategy;
  /** How much of the model's reasoning is recorded and streamed. */
  reasoning: "brief" | "full" | "off";
  limits: AgentLimits;
  routing: RoutingSettings;
  cache: CacheSettings;
  /** Share of the model's window from which on earlier messages give way to a checkpoint. */
  compactAt: number;
  team: TeamSettings;
};

/** A goal reduced to what the runtime measures. */
export type GoalSettings = {
  statement: string;
  metric: string;
  constraints: string[];
  priority: "low" | "normal" | "high";
  passScore: number;
  deadlineMinutes: number | null;
  budgetUsd: number | null;
  /** What options are weighed by before a high-impact action. */
  weighing: readonly { id: string; label: string; weight: number }[];
  /** Options whose fit with the goal is below this are out of the question. */
  fitFloor: number;
  criteria: readonly {
    id: string;
    label: string;
    weight: number;
    /** CEL: where it is false the criterion does not count; empty means always. */
    appliesWhen: string;
    /** `ignore` leaves it out while nothing is known; otherwise the outcome waits for it. */
    whenSilent?: "ignore" | "wait";
    measure:
      | { by: "ability"; ability: string }
      | { by: "condition"; when: string }
      | { by: "rating"; atLeast: number }
      | { by: "judge"; rubric: string }
      | { by: "event"; event: string; atLeast?: number };
  }[];
};

/** What measures a goal besides the goal's own criteria. */
export type MeasureSettings = Required<
  Pick<GoalSettings["criteria"][number], "weight" | "whenSilent" | "measure">
>;

/** What a dataset node needs looked up. */
export type KnowledgeSettings = { dataset: string; version: number | null; limit: number; weakBelow: number };

/** Where an agent's memories live. */
export type MemorySettings = {
  scope: "conversation" | "contact" | "blueprint" | "run" | "team";
  historyRuns: number;
  facts: number;
  pastOutcomes: number;
};

/** What an ability node offers. */
export type AbilitySettings = {
  ability: string;
  name: string;
  purpose: string;
  settings: Record<string, unknown>;
  retries: number;
  timeoutMs: number;
  /** Whether the agent may use it by itself, what can be taken back by itself, after a person agreed, or not at all. */
  permission: "auto" | "careful" | "ask" | "deny";
  /** CEL over the arguments: asks, or refuses, above a threshold. Empty means never. */
  askWhen: string;
  denyWhen: string;
  /** Whether options are weighed before it is used; `auto` goes by its traits. */
  weigh: "auto" | "always" | "never";
  /** With `auto`: weighed when this CEL condition over `arguments` holds; empty leaves it to the traits. */
  weighWhen: string;
  /** How long a result of a reading call may be used again; 0 asks anew each time. */
  cacheSeconds: number;
};

/** What a board begins with and how long a task is taken for. */
export type BoardSettings = { tasks: string[]; leaseSeconds: number; mostTries: number };

/** Who is asked, who is reminded or asked further up and when, and what happens when nobody says anything. */
export type AskingTerms = {
  role: "operator" | "editor" | "owner";
  remindMs: number | null;
  escalate: { afterMs: number; to: "editor" | "owner" } | null;
  onTimeout: "reject" | "allow" | "stop";
  /** What the person fills in with the decision. */
  form: readonly FormField[];
};

/** What a kind does in a run; the runtime asks for `does`, never for the kind's name. */
export type NodeExecutor<Config> =
  | {
      does: "start";
      /** What it is made for: words somebody wrote, or an event of another system. */
      takes: "text" | "event";
      text: (config: Config, event: unknown) => string;
    }
  | { does: "branch"; branch: (config: Config, facts: RuleFacts) => BranchTaken }
  | { does: "assign"; settings: (config: Config) => ExperimentSettings }
  | { does: "take-turns"; settings: (config: Config) => AgentSettings }
  | {
      does: "know";
      settings: (config: Config) => KnowledgeSettings;
      keep: (config: Config, found: FoundPassage[]) => FoundPassage[];
    }
  | { does: "remember"; settings: (config: Config) => MemorySettings }
  | { does: "act"; settings: (config: Config) => AbilitySettings }
  | {
      does: "inspect";
      watches: (config: Config, place: GuardedPlace) => boolean;
      /** A `part` is one value of something larger: checks that judge a whole (length, schema) leave it alone. */
      inspect: (config: Config, place: GuardedPlace, text: string, part?: boolean) => Inspection;
      release: (config: Config, text: string) => Release;
      /** Limits it sets on the agent it guards. */
      limits: (config: Config) => Partial<Record<"tokens" | "costUsd" | "actions", number>>;
      /** True when it also guards agents it is not wired to. */
      everywhere: (config: Config) => boolean;
    }
  | {
      does: "ask";
      ask: (
        config: Config,
        facts: Record<string, unknown>,
      ) => { ask: boolean; reason: string; timeoutMs: number; rule: string } & AskingTerms;
    }
  | { does: "share-work"; settings: (config: Config) => BoardSettings }
  | { does: "assess"; settings: (config: Config) => GoalSettings }
  | { does: "measure"; settings: (config: Config) => MeasureSettings }
  | { does: "nothing" };
