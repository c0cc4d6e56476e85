import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { AbilityContext, FoundPassage } from "#lib/abilities/execute-ability.ts";
import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";
import { inMemoryEngine } from "#lib/engine/in-memory.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { runTurn } from "#lib/models/run-turn.server.ts";
import { type ScriptedModel, type ScriptedStep, scriptedModel } from "#lib/models/scripted.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import type {
  ApprovalDecision,
  HandoffSignal,
  LivePiece,
  MemoryFact,
  PastExchange,
  PastOutcome,
  Resumption,
  RunHost,
  RunInput,
  RunVerdict,
} from "#lib/runtime/host.ts";
import { runBlueprint } from "#lib/runtime/run-blueprint.ts";

/** What outlives a crash: the stored steps, and the world the abilities change. */
export type ScenarioWorld = {
  stored: Map<string, unknown>;
  rows: { table: string; values: Record<string, unknown> }[];
  memories: Map<string, string>;
  passages: FoundPassage[];
  ledger: Map<string, { status: string; result?: unknown; undo?: unknown }>;
  requests: string[];
  insertsTried: number;
};

/** A world in which nothing has happened. */
export function emptyWorld(): ScenarioWorld {
  return {
    stored: new Map(),
    rows: [],
    memories: new Map(),
    passages: [],
    ledger: new Map(),
    requests: [],
    insertsTried: 0,
  };
}

/** The error that stands for a process that died. */
export class Cut extends Error {}

/** One run: what is drawn, what is said, what the model answers, and what people and the world do. */
export type Scenario = {
  document: Blueprint;
  text?: string;
  trigger?: string;
  script?: ScriptedStep[];
  world?: ScenarioWorld;
  /** What a person decides; none means that the time runs out. */
  decision?: Partial<ApprovalDecision>;
  /** What was stored as decided when the wait had already ended. */
  lateDecision?: ApprovalDecision;
  /** What reaches the run while it is handed over, in order; after the last the time runs out. */
  heard?: HandoffSignal[];
  /** Earlier exchanges of the conversation, and how many tokens the model takes. */
  history?: PastExchange[];
  window?: number;
  /** How earlier runs of the contact ended. */
  outcomes?: PastOutcome[];
  /** Called before each insert; may throw what a real table would. */
  onInsert?: (count: number) => void;
  /** Called before and after the work of each step; throwing cuts the run off there. */
  onStep?: (name: string, when: "before" | "after") => void;
  onSettle?: (key: string) => void;
  /** How pauses at breakpoints end; null means that nobody ends them. Without it nothing pauses. */
  resumed?: { before?: Resumption | null; after?: Resumption | null };
  signal?: AbortSignal;
  /** As in an evaluation: nothing is changed, or the run begins at an agent. */
  simulatesWrites?: boolean;
  startAtAgent?: string;
  /** As in a test run: results in place of calls, and another beginning. */
  pinned?: Record<string, unknown>;
  startAt?: string;
  now?: () => number;
  /** How well agents have worked; unless said, all of them well. */
  circuit?: RunHost["circuit"];
  /** Answers in place of a script, where agents ask at the same time. */
  answer?: (call: LanguageModelV4CallOptions) => ScriptedStep;
};

/** When every scenario begins. */
export const scenarioStart = Date.parse("2026-01-05T09:00:00.000Z");

/** Runs a scenario to its end; throws `Cut` where it was cut off. */
export async function playScenario(scenario: Scenario): Promise<{
  events: DurableEvent[];
  verdict: RunVerdict;
  model: ScriptedModel;
  world: ScenarioWorld;
  /** What was streamed, and how long was waited between attempts. */
  live: LivePiece[];
  pauses: number[];
}> {
  const world = scenario.world ?? emptyWorld();
  const engine = inMemoryEngine(world.stored);
  const events: DurableEvent[] = [];
  const live: LivePiece[] = [];
  const pauses: number[] = [];
  const answered = [...world.stored.keys()].filter((name) =>
    /^(turn|judge|decide|compact) /.test(name),
  ).length;
  const { answer } = scenario;
  const model = scriptedModel(
    answer
      ? Array.from({ length: 200 }, () => (call) => answer(call))
      : (scenario.script ?? []).slice(answered),
  );
  const heard = [...(scenario.heard ?? [])];
  const signal = scenario.signal ?? new AbortController().signal;
  let waited = 0;
  const now = scenario.now ?? (() => scenarioStart + waited);
  const step = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    engine.step(name, async () => {
      if (signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
      scenario.onStep?.(name, "before");
      const value = await work();
      scenario.onStep?.(name, "after");
      return value;
    });
  const host: RunHost = {
    signal,
    simulatesWrites: scenario.simulatesWrites ?? false,
    step,
    now,
    emit: (event) => events.push(event),
    live: (piece) => live.push(piece),
    pause: async (ms) => {
      pauses.push(ms);
    },
    ...(scenario.resumed
      ? {
          breakpoints: {
            stopsAt: (moment: "before" | "after") => scenario.resumed?.[moment] !== undefined,
            open: async ({ moment }: { moment: string }) => ({
              breakpointId: moment,
              expiresAt: "2026-01-06T12:00:00.000Z",
            }),
            expire: async () => undefined,
          },
        }
      : {}),
    waitFor: async (topic, timeoutMs) => {
      if (topic === "breakpoint:before" || topic === "breakpoint:after") {
        waited += 3_600_000;
        return scenario.resumed?.[topic === "breakpoint:before" ? "before" : "after"] ?? null;
      }
      if (topic.startsWith("handoff:")) {
        const signal = heard.shift() ?? null;
        if (signal === null) waited += timeoutMs;
        return signal;
      }
      if (!scenario.decision) return null;
      return { decision: "approve", by: "Ada", comment: "", arguments: null, ...scenario.decision };
    },
    listen: async () => ({
      decision: "approve",
      by: "Ada",
      comment: "",
      arguments: null,
      ...scenario.decision,
    }),
    circuit: scenario.circuit ?? {
      admit: async () => "closed",
      report: async () => ({ before: "closed", now: "closed", failures: 0 }),
    },
    board: { post: noBoard, take: noBoard, settle: noBoard, read: noBoard },
    history: async () => scenario.history ?? [],
    checkpoint: async () => null,
    windows: (refs) =>
      Object.fromEntries(
        refs.map((ref) => [ref, { provider: "scripted", tokens: scenario.window ?? 128_000 }]),
      ),
    pastOutcomes: async (limit) => (scenario.outcomes ?? []).slice(0, limit),
    search: async (_dataset, _version, _query, limit) => ({
      passages: world.passages.slice(0, limit),
      degraded: null,
    }),
    memory: { read: async (_place, key) => factsOf(world, key) },
    turn: (request) =>
      runTurn({
        models: [{ provider: "scripted", modelId: model.modelId, model }],
        system: request.system,
        messages: request.messages,
        tools: request.tools,
        signal,
        onDelta: (delta) => request.onDelta(delta.kind, delta.text),
      }),
    action: {
      claim: async ({ key }) => {
        const known = world.ledger.get(key);
        if (known?.status === "succeeded") return { state: "done", result: known.result, undo: known.undo };
        if (known) return { state: "interrupted" };
        world.ledger.set(key, { status: "started" });
        return { state: "fresh" };
      },
      settle: async (key, end) => {
        scenario.onSettle?.(key);
        world.ledger.set(key, end);
      },
      context: (key, _place, actionSignal, dry) =>
        doors(dry ? { ...world, rows: [...world.rows] } : world, scenario, key, actionSignal),
    },
    approval: {
      request: async ({ actionId }) => ({
        approvalId: `ask-${actionId}`,
        expiresAt: "2026-01-05T13:00:00.000Z",
      }),
      expire: async () => scenario.lateDecision ?? null,
    },
    handoff: {
      request: async ({ actionId }) => ({ handoffId: `hand-${actionId}`, openedAt: now() }),
      expire: async () => undefined,
    },
    status: async () => undefined,
    finish: async () => {
      await engine.step("finish", async () => {
        scenario.onStep?.("finish", "before");
        return null;
      });
    },
  };
  const verdict = await runBlueprint(host, scenarioInput(scenario), nodeExecutor);
  return { events, verdict, model, world, live, pauses };
}

const noBoard = () => Promise.reject(new AppError("internal", "No scenario has a board."));

/** What the interpreter is given of a scenario. */
export function scenarioInput(scenario: Scenario): RunInput {
  return {
    runId: "run-1",
    blueprintId: "blueprint-1",
    version: 1,
    document: scenario.document,
    triggerNodeId: scenario.trigger ?? "chat",
    text: scenario.text ?? "Hello",
    event: null,
    conversationId: "conversation-1",
    contact: { id: "contact-1", key: "k", name: "Ada", email: "ada@example.test" },
    startedAt: new Date(scenarioStart).toISOString(),
    startAtAgent: scenario.startAtAgent ?? null,
    ...(scenario.pinned ? { pinned: scenario.pinned } : {}),
    ...(scenario.startAt === undefined ? {} : { startAt: scenario.startAt }),
  };
}

function factsOf(world: ScenarioWorld, key: string | null): MemoryFact[] {
  const facts = [...world.memories].map(([name, value]) => ({
    key: name,
    value,
    updatedAt: "2026-01-01T00:00:00.000Z",
  }));
  return key === null ? facts : facts.filter((fact) => fact.key === key);
}

function doors(world: ScenarioWorld, scenario: Scenario, key: string, signal: AbortSignal): AbilityContext {
  const notUsed = () => Promise.reject(new AppError("internal", "No scenario uses this."));
  return {
    runId: "run-1",
    idempotencyKey: key,
    signal,
    secret: async () => undefined,
    http: {
      fetch: async ({ url, method }) => {
        world.requests.push(`${method} ${url}`);
        return {
          status: 200,
          headers: { "content-type": "application/json" },
          body: new TextEncoder().encode("{}"),
          url,
        };
      },
      resolve: notUsed,
    },
    search: async (_dataset, _query, limit) => ({
      passages: world.passages.slice(0, limit),
      degraded: null,
    }),
    tables: {
      find: async (table) => world.rows.filter((row) => row.table === table).map((row) => row.values),
      insert: async (table, values) => {
        world.insertsTried += 1;
        scenario.onInsert?.(world.insertsTried);
        world.rows.push({ table, values });
        return { rowId: `row-${world.rows.length}`, before: null, after: values, revision: 1 };
      },
      update: notUsed,
      restore: notUsed,
      writeAll: notUsed,
      restoreAll: notUsed,
    },
    audit: notUsed,
    memory: {
      write: async (name, value) => {
        world.memories.set(name, value);
      },
      read: async (name) => factsOf(world, name),
      remove: async (name) => {
        world.memories.delete(name);
      },
    },
    notices: { send: notUsed, withdraw: notUsed },
    followUps: { schedule: notUsed, cancel: notUsed },
    artifacts: {
      create: async ({ name, mediaType, content }) => ({
        id: `artifact-${key}`,
        name,
        mediaType,
        size: content.byteLength,
        sha256: "",
      }),
      remove: notUsed,
    },
  };
}

/** A document from short notation: nodes as `[id, kind, config]`, wires as `from.port>to.port`. */
export function draw(nodes: [id: string, kind: string, config?: unknown][], wires: string[]): Blueprint {
  return blueprintSchema.parse({
    format: 1,
    name: "Scenario",
    nodes: nodes.map(([id, kind, config]) => ({
      id,
      kind,
      title: id,
      config: config ?? {},
      position: { x: 0, y: 0 },
    })),
    wires: wires.map((wire, index) => {
      const [from = "", to = ""] = wire.split(">");
      const end = (text: string) => ({ node: text.split(".")[0], port: text.split(".")[1] });
      return { id: `w${index + 1}`, from: end(from), to: end(to) };
    }),
  });
}
