import type { AbilityContext, FoundKnowledge } from "#lib/abilities/execute-ability.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { Measure } from "#lib/budgets/measures.ts";
import type { BudgetNote } from "#lib/budgets/refusal.ts";
import type { FormAnswers } from "#lib/foundation/typed-form.ts";
import type { ModelWindow } from "#lib/models/context-windows.ts";
import type { TurnMessage, TurnTool } from "#lib/models/turn-message.ts";
import type { TurnResult } from "#lib/models/turn-result.ts";
import type { AskingTerms, BreakerSettings, ExperimentSettings } from "#lib/nodes/execute-node.ts";
import type { DurableEvent, MeasuredCriterion } from "#lib/run-events/events.ts";
import type { CacheHit, CacheQuery, KeptTurn } from "./answer-cache.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** What started a run and who is talking. */
export type RunInput = {
  runId: string;
  blueprintId: string;
  version: number | null;
  document: Blueprint;
  triggerNodeId: string;
  text: string;
  event: unknown;
  conversationId: string;
  contact: { id: string | null; key: string; name: string; email: string };
  /** When the run was asked for, as ISO text. */
  startedAt: string;
  /** The history as the caller tells it, which stands in for our own where the caller keeps the conversation. */
  told?: { text: string; answer: string }[];
  /** How many blueprints asked one another, as each other's models, until this run began. */
  depth?: number;
  /** The agent to begin at, past every trigger and rule; absent where the trigger leads. */
  startAtAgent?: string | null;
  /** Variants to take whatever the weights say, by the experiment's node; such a run counts for nothing. */
  variants?: Record<string, string>;
  /** True where nothing kept may be used and nothing is kept. */
  bypassesCache?: boolean;
  /** Where a run of the draft pauses; never set for a published version. */
  breakpoints?: Breakpoints;
  /** Results that stand in for the calls of abilities, by node; never set for a published version. */
  pinned?: Record<string, unknown>;
  /** Results a fork was given in place of its parent's, by the action's id, with who gave them. */
  supplied?: Record<string, { value: unknown; by: string }>;
  /** The node to begin at, past the trigger and whatever stands before it; never set for a published version. */
  startAt?: string;
};

/** Before the ability is called, or after it and before the model reads the result. */
export type BreakpointMoment = "before" | "after";

/** The abilities' nodes to pause at, by moment; `all` stands for every one. */
export type Breakpoints = Partial<Record<BreakpointMoment, "all" | readonly string[]>>;

/** How a person lets a paused action go on. */
export type Resumption = {
  decision: "continue" | "supply" | "skip" | "expire";
  by: string;
  comment: string;
  /** Changed arguments, before the call. */
  arguments?: Record<string, unknown>;
  /** The result in place of the call's, or of the call. */
  result?: unknown;
};

/** An earlier exchange of the same conversation; either side may be empty where the caller told it so. */
export type PastExchange = { text: string; answer: string; at: string; runId?: string };

/** How an earlier run of the same contact with this blueprint ended. */
export type PastOutcome = {
  runId: string;
  at: string;
  text: string;
  answer: string | null;
  status: string;
  verdict: string | null;
  rating: number | null;
  /** Abilities it used with how each ended. */
  actions: { ability: string; status: string }[];
};

/** One remembered fact. */
export type MemoryFact = { key: string; value: string; updatedAt: string };

/** Where memories of a run are kept. */
export type MemoryPlace = {
  scope: "conversation" | "contact" | "blueprint" | "run" | "team";
  scopeId: string;
  /** The agent that writes there. */
  by: string;
};

/** What a person decided about an action. */
export type ApprovalDecision = {
  decision: "approve" | "reject" | "expire";
  by: string;
  comment: string;
  arguments: Record<string, unknown> | null;
  /** What the person filled in; absent where nothing was asked. */
  form?: FormAnswers | undefined;
};

/** What people do about a conversation handed to them, in the order in which it reaches the run. */
export type HandoffSignal =
  | { kind: "claimed" | "released"; by: string }
  /** `messageId` is the sender's own; heard again in the same handoff, it is the same message. */
  | { kind: "said"; from: "person" | "contact"; by: string; text: string; messageId?: string }
  /** Given back to the agent, with what it should know. */
  | { kind: "returned"; by: string; reply: string }
  /** Settled by the person; nothing is left for the agent to say. */
  | { kind: "closed"; by: string };

/** Whether an agent is asked: `open` means it is not, `half-open` that it is tried once. */
export type CircuitState = "closed" | "open" | "half-open";

/** A task on a board. */
export type BoardTask = { id: string; text: string };

/** What the ledger knows of an action before it is (again) attempted. */
export type ActionClaim =
  | { state: "fresh" }
  /** An earlier attempt got through to storing its result. */
  | { state: "done"; result: unknown; undo: unknown }
  /** An earlier attempt was cut off; whether it happened is not known. */
  | { state: "interrupted" };

/** The variant somebody got; `experimentId` is null where it counts for nothing. */
export type Enrolment = {
  experimentId: string | null;
  variantId: string;
  why: "fixed" | "adaptive" | "kept" | "control";
};

/** How a run ended, as stored. */
export type RunVerdict = {
  status: "succeeded" | "failed" | "cancelled";
  answer: string | null;
  error: { code: string; message: string } | null;
  usage: { inputTokens: number; outputTokens: number; costUsd: number | null };
  outcomes: {
    goalNodeId: string;
    title: string;
    verdict: "met" | "missed" | "blocked" | "pending";
    score: number | null;
    criteria: MeasuredCriterion[];
  }[];
};

/** A piece of text or reasoning as it streams. */
export type LivePiece = { kind: "text" | "reasoning"; nodeId: string; turn: number; text: string };

/**
 * Everything the interpreter may reach: handed in, so that it knows no database, no engine and no network.
 * `step` stores what its function returns before anything depends on it; after a crash the stored value comes
 * back and the function is not called again. Everything not deterministic happens inside a step.
 */
export type RunHost = {
  signal: AbortSignal;
  /** The delegation this host works for; absent for the run itself. */
  lane?: string;
  /** True where nothing may be changed: abilities that write are rehearsed and approvals are taken as given. */
  simulatesWrites?: boolean;
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Durably waits for a signal of this name; null after the time is over. */
  waitFor: (topic: string, timeoutMs: number) => Promise<unknown>;
  /** Waits for a signal without a place among the durable waits: for work that goes on beside other work. */
  listen: (topic: string, timeoutMs: number, signal: AbortSignal) => Promise<unknown>;
  /** Durably lets time pass, between two attempts. */
  pause: (ms: number) => Promise<void>;
  /** Queues a durable event; it is stored, in order, before the next step begins. */
  emit: (event: DurableEvent) => void;
  /** Streams a piece of the turn under way; kept only until the turn is stored. */
  live: (piece: LivePiece) => void;
  now: () => number;
  /** Exchanges after the given run, or the latest of all. */
  history: (limit: number, afterRun?: string) => Promise<PastExchange[]>;
  /** The latest checkpoint of the conversation, with the last run it covers; null where there is none. */
  checkpoint: () => Promise<{ checkpoint: Checkpoint; throughRun: string } | null>;
  /** What is known of models by how they are named, before any of them is asked. */
  windows: (models: readonly string[]) => Record<string, ModelWindow>;
  /** Earlier finished runs of the contact with this blueprint, the latest first; none for an unknown contact. */
  pastOutcomes: (limit: number) => Promise<PastOutcome[]>;
  search: (dataset: string, version: number | null, query: string, limit: number) => Promise<FoundKnowledge>;
  memory: {
    read: (place: MemoryPlace, key: string | null, limit: number) => Promise<MemoryFact[]>;
  };
  turn: (request: {
    model: string;
    fallbacks: string[];
    system: string;
    messages: TurnMessage[];
    tools: TurnTool[];
    /** The longest answer that is asked for. */
    maxOutputTokens?: number | null;
    onDelta: (kind: "text" | "reasoning", text: string) => void;
    /** What streamed so far is void: another model begins the turn anew. */
    onDiscard?: () => void;
    timeoutMs: number;
    /** A model whose price for the same tokens is told beside what was paid. */
    compareWith?: string;
    /** Stops this turn alone. */
    signal?: AbortSignal;
    /** The agent and those it works for; all of their budgets count the call. */
    nodeIds?: readonly string[];
    /** Budgets a person let this call pass. */
    letPast?: readonly string[];
  }) => Promise<TurnResult & { budgets?: BudgetNote[] }>;
  /** What actions spend, and what people add; absent where nothing is counted. A call that does not fit throws `BudgetRefused`. */
  budget?: {
    /** Does an action with room for it; `callsOf` says whether it was a call or came out of what was kept. */
    action: <T>(
      call: { nodeIds: readonly string[]; what: string; timeoutMs: number; letPast: readonly string[] },
      work: () => Promise<T>,
      callsOf: (done: T) => number,
    ) => Promise<{ done: T; notes: BudgetNote[] }>;
    /** Raises a limit for its period, once per key. */
    raise: (raise: {
      counterId: string;
      measure: Measure;
      amount: number;
      key: string;
      by: string;
    }) => Promise<void>;
  };
  /** What earlier runs asked and got; absent where a run must ask for itself, as in an evaluation. */
  cache?: {
    recall: (query: CacheQuery) => Promise<CacheHit | null>;
    keep: (query: CacheQuery, turn: KeptTurn) => Promise<void>;
    recallResult: (key: string) => Promise<{ value: unknown; ageSeconds: number } | null>;
    keepResult: (key: string, nodeId: string, value: unknown, seconds: number) => Promise<void>;
  };
  action: {
    /** Records that an action is about to be attempted under its key, and says what is known of it. */
    claim: (action: {
      key: string;
      nodeId: string;
      ability: string;
      arguments: unknown;
    }) => Promise<ActionClaim>;
    settle: (
      key: string,
      end: {
        status: "succeeded" | "failed" | "unknown" | "rejected" | "blocked";
        result?: unknown;
        undo?: unknown;
        error?: unknown;
      },
    ) => Promise<void>;
    /** `dry` opens doors through which nothing stays changed. */
    context: (key: string, place: MemoryPlace | null, signal: AbortSignal, dry?: boolean) => AbilityContext;
  };
  approval: {
    request: (approval: {
      nodeId: string;
      actionId: string;
      title: string;
      reason: string;
      arguments: unknown;
      timeoutMs: number;
      role?: AskingTerms["role"] | undefined;
      remindMs?: AskingTerms["remindMs"] | undefined;
      escalate?: AskingTerms["escalate"] | undefined;
      form?: AskingTerms["form"] | undefined;
    }) => Promise<{ approvalId: string; expiresAt: string }>;
    /** Closes it; answers the decision where somebody decided after all. */
    expire: (approvalId: string) => Promise<ApprovalDecision | null>;
  };
  /** Where a test run pauses; absent for every other run. */
  breakpoints?: {
    stopsAt: (moment: BreakpointMoment, nodeId: string, actionId: string) => boolean;
    open: (pause: {
      nodeId: string;
      actionId: string;
      moment: BreakpointMoment;
      timeoutMs: number;
    }) => Promise<{ breakpointId: string; expiresAt: string }>;
    expire: (breakpointId: string) => Promise<void>;
  };
  handoff: {
    request: (handoff: {
      actionId: string;
      reason: string;
      summary: string;
      dueMinutes: number | null;
    }) => Promise<{ handoffId: string; openedAt: number }>;
    expire: (handoffId: string) => Promise<void>;
  };
  /** How well an agent has worked lately, over all runs of the blueprint. */
  circuit: {
    /** Whether it may be asked now; a breaker that has cooled down lets one through. */
    admit: (nodeId: string, breaker: BreakerSettings) => Promise<CircuitState>;
    /** Counts an end; says what the breaker was before and is now. */
    report: (
      nodeId: string,
      worked: boolean,
      breaker: BreakerSettings,
    ) => Promise<{ before: CircuitState; now: CircuitState; failures: number }>;
  };
  /** Tasks agents share in this run. */
  board: {
    post: (boardId: string, tasks: readonly BoardTask[]) => Promise<void>;
    /** The agent's unfinished task, else the first free one, taken until the lease ends; `open` counts unfinished ones. */
    take: (
      boardId: string,
      memberId: string,
      how: { leaseSeconds: number; isAlone: boolean },
    ) => Promise<{ task: BoardTask | null; open: number }>;
    settle: (
      boardId: string,
      taken: { taskId: string; memberId: string },
      end: { state: "done" | "open" | "failed"; result: unknown },
    ) => Promise<void>;
    read: (
      boardId: string,
    ) => Promise<(BoardTask & { state: string; takenBy: string | null; result: unknown; tries: number })[]>;
  };
  /** Enrols whoever is talking in an experiment; absent where nobody is enrolled, as in an evaluation. */
  enrol?: (experiment: { nodeId: string; settings: ExperimentSettings; unit: string }) => Promise<Enrolment>;
  /** Marks the run as waiting for a person, or as running again. */
  status: (status: "waiting" | "running") => Promise<void>;
  /** Stores the end of the run together with its last event. */
  finish: (verdict: RunVerdict) => Promise<void>;
};
