import type {
  CitedPassage,
  DurableEvent,
  MeasuredCriterion,
  RunArtifact,
  RunUsage,
  TurnPurpose,
} from "./events.ts";

type EventOf<Type extends DurableEvent["type"]> = Extract<DurableEvent, { type: Type }>;

/** What one durable event of a kind carries, without its discriminator. */
type Carried<Type extends DurableEvent["type"]> = Omit<EventOf<Type>, "type">;

/** Where a node stands in a run; `ms` and `costUsd` add up over its visits, a null cost is an unknown price. */
export type NodeProgress = {
  state: "idle" | "active" | "waiting" | "done" | "failed";
  entered: number;
  ms: number;
  costUsd: number | null;
  note?: string;
};

/** A finished message with the passages its numbers stand for. */
export type RunMessage = { id: string; nodeId: string; text: string; citations: CitedPassage[]; at: string };

/** How far an action got; `unknown` means that it may have happened. */
export type ActionStatus =
  | "proposed"
  | "waiting"
  | "running"
  | "done"
  | "failed"
  | "unknown"
  | "rejected"
  | "blocked"
  | "undone";

/** An action from proposal to undo, as one card shows it. */
export type ActionStep = Omit<Carried<"action.proposed">, "name"> & {
  kind: "action";
  name: string;
  status: ActionStatus;
  startedAt: string | null;
  result: unknown;
  error: { code: string; message: string } | null;
  undoable: boolean;
  /** Nothing was changed or sent. */
  simulated: boolean;
  /** Who gave the result in place of the call. */
  suppliedBy?: string | undefined;
  /** A result pinned for the test run stood in for the call. */
  pinned?: true | undefined;
  /** How old the result is, where it is an earlier call's. */
  cachedSeconds?: number | undefined;
  attempts: number;
  /** The document it made. */
  artifact?: RunArtifact | undefined;
  durationMs: number | null;
};

/** A turn of a model; `durationMs` is null while it thinks. */
export type TurnStep = {
  kind: "turn";
  nodeId: string;
  turn: number;
  within?: string | undefined;
  purpose?: TurnPurpose | undefined;
  provider: string | null;
  model: string;
  text: string;
  reasoning: string;
  usage: RunUsage | null;
  finishReason: string | null;
  durationMs: number | null;
  fallbacks: EventOf<"turn.completed">["fallbacks"];
  toolCalls: EventOf<"turn.completed">["toolCalls"];
  /** Why it went to another model than the usual one, and what that saved. */
  route?: EventOf<"turn.started">["route"];
  /** What the prompt was made of, as estimated; `usage` has the provider's figure. */
  context?: EventOf<"turn.started">["context"];
  savedUsd?: number | null | undefined;
  /** Set where an earlier run's turn was used again. */
  cached?: EventOf<"turn.completed">["cached"];
};

/** Earlier messages that gave way to a checkpoint. */
export type CompactionStep = { kind: "compaction" } & Carried<"context.compacted">;

/** The options weighed before an action, with the one taken. */
export type DecisionStep = { kind: "decision" } & Carried<"decision.made">;

/** A question to a person; `decision` is null while it waits. */
export type ApprovalStep = Carried<"approval.requested"> & {
  kind: "approval";
  decision: EventOf<"approval.resolved">["decision"] | null;
  by: string | null;
  comment: string;
  /** What the person filled in. */
  answers?: EventOf<"approval.resolved">["form"];
};

/** A pause of a test run at an action; `decision` is null while it is paused. */
export type BreakpointStep = Carried<"breakpoint.hit"> & {
  kind: "breakpoint";
  decision: EventOf<"breakpoint.resumed">["decision"] | null;
  by: string | null;
  comment: string;
  changed: { arguments?: unknown; result?: unknown } | null;
};

/** A conversation given to a person. */
export type HandoffStep = Carried<"handoff.requested"> & {
  kind: "handoff";
  claimedBy: string | null;
  overdue: boolean;
  /** What a person and the contact said to each other meanwhile. */
  said: { from: "person" | "contact"; by: string; text: string }[];
  resolved: boolean;
  reply: string | null;
  by: string | null;
};

/** An agent's plan; each step carries how it came out. */
export type PlanStep = Omit<Carried<"plan.made">, "steps"> & {
  kind: "plan";
  steps: {
    text: string;
    ability: string | null;
    state: "open" | EventOf<"plan.marked">["state"];
    evidence: string;
  }[];
};

/** A piece of work another agent does; `durationMs` is null while it goes on. */
export type DelegationStep = Carried<"delegation.started"> & {
  kind: "delegation";
  status: "running" | EventOf<"delegation.finished">["status"];
  result: unknown;
  error: { code: string; message: string } | null;
  usage: RunUsage | null;
  turns: number;
  durationMs: number | null;
  /** Where its end has its place in the log; null while it goes on. */
  finished: { seq: number; at: string } | null;
};

/** Everything of a run that has a place in time; `seq` and `at` are those of its first event. */
export type RunStep = { seq: number; at: string } & (
  | ({ kind: "fact" } & Carried<"fact.perceived">)
  | ({ kind: "retrieval" } & Carried<"knowledge.retrieved">)
  | ({ kind: "rule" } & Carried<"rule.evaluated">)
  | ({ kind: "experiment" } & Carried<"experiment.assigned">)
  | ({ kind: "policy" } & Carried<"policy.applied">)
  | ({ kind: "retry" } & Carried<"action.retried">)
  | ({ kind: "guardrail" } & Carried<"guardrail.tripped">)
  | ({ kind: "memory" } & Carried<"memory.written">)
  | ({ kind: "budget" } & Carried<"budget.warned">)
  | CompactionStep
  | ({ kind: "check" } & Carried<"draft.checked">)
  | ({ kind: "join" } & Carried<"delegations.joined">)
  | ({ kind: "message" } & Carried<"delegation.message">)
  | ({ kind: "phase" } & Carried<"phase.passed">)
  | ({ kind: "conflict" } & Carried<"conflict.settled">)
  | ({ kind: "circuit" } & Carried<"circuit.changed">)
  | ({ kind: "route" } & Carried<"route.chosen">)
  | ({ kind: "task" } & Carried<"task.changed">)
  | DelegationStep
  | PlanStep
  | DecisionStep
  | TurnStep
  | ActionStep
  | ApprovalStep
  | BreakpointStep
  | HandoffStep
);

/** A step before it has its place in time. */
export type NewStep = RunStep extends infer Step
  ? Step extends RunStep
    ? Omit<Step, "seq" | "at">
    : never
  : never;

/** A turn under way; `from` is where its text begins when the earlier pieces were missed. */
export type LivePart = { from: number; text: string };

/** What streams of one unfinished turn. */
export type LiveTurn = { nodeId: string; turn: number; message: LivePart; reasoning: LivePart };

/** A goal as last assessed. */
export type GoalOutcome = {
  nodeId: string;
  title: string;
  verdict: EventOf<"outcome.assessed">["verdict"];
  score: number | null;
  criteria: MeasuredCriterion[];
};

/** A run as screens, summaries, replay and tests see it; made by `reduceRun` only. */
export type RunState = {
  runId: string;
  status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  blueprintId: string | null;
  version: number | null;
  input: { text: string | null; event?: unknown };
  messages: RunMessage[];
  /** Turns under way, by `nodeId:turn`. */
  live: Record<string, LiveTurn>;
  steps: RunStep[];
  nodes: Record<string, NodeProgress>;
  /** Ids of the wires the run went along, in the order of their first use. */
  wires: string[];
  waitingFor: "approval" | "handoff" | "breakpoint" | null;
  usage: RunUsage;
  /** One entry for each goal, as last assessed. */
  outcome: GoalOutcome[];
  answer: string | null;
  error: { code: string; message: string } | null;
  startedAt: string | null;
  finishedAt: string | null;
  durationMs: number | null;
  lastSeq: number;
};
