import { AppError } from "#lib/foundation/errors.ts";
import { splitModelRef } from "#lib/models/model-ref.ts";
import type { TurnMessage, TurnTool } from "#lib/models/turn-message.ts";
import type { TurnResult } from "#lib/models/turn-result.ts";
import type { AgentLimits } from "#lib/nodes/execute-node.ts";
import type { TurnPurpose } from "#lib/run-events/events.ts";
import { type CacheHit, type CacheQuery, cacheQuery, freeOfCharge, recallTurn } from "./answer-cache.ts";
import { contextSize } from "./context-size.ts";
import { type ContextWatch, calibrate } from "./context-watch.ts";
import { guardStream } from "./guard-stream.ts";
import { hideText, showArguments } from "./guard-text.ts";
import type { RunHost } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import { type Route, type RouteFacts, routeTurn } from "./route-turn.ts";
import { addUsage, limitReached, type Tally, turnLimits } from "./tally.ts";
import { emitNote, withinBudget } from "./within-budget.ts";

/** An agent at work: what every one of its turns needs, and how many it has taken. */
export type Seat = {
  host: RunHost;
  agent: PlannedAgent;
  tally: Tally;
  limits: AgentLimits;
  /** When the run was asked for, in ms since the epoch. */
  startedAt: number;
  taken: number;
  /** The message that began the run. */
  question: string;
  /** Whose run it is, as far as kept answers are concerned. */
  owner: string;
  /** What is known of the room its prompts have. */
  context?: ContextWatch | null;
};

/** One turn as it is wanted; a turn that does not speak to the person streams no text. */
export type WantedTurn = {
  purpose: TurnPurpose;
  system: string;
  messages: TurnMessage[];
  tools: TurnTool[];
  streams: boolean;
  told?: Told;
};

/** What of a turn must be the same for a kept answer; `around` only for the first question of a conversation. */
export type Told = { same: string; around?: unknown };

/** Calls the model once, durably, and records and counts what came back. */
export async function takeTurn(
  seat: Seat,
  wanted: WantedTurn,
): Promise<{ turn: number; result: TurnResult }> {
  const { host, agent, tally, limits } = seat;
  seat.taken += 1;
  const turn = seat.taken;
  const nodeId = agent.node.id;
  const purpose = wanted.purpose === "answer" ? {} : { purpose: wanted.purpose };
  const { model, route } = modelOfTurn(seat, wanted.messages, turn);
  const watch = seat.context;
  const window = watch ? (watch.learned ?? watch.windows[model]?.tokens ?? null) : null;
  const context = watch ? contextSize(wanted, window, watch.factor) : null;
  if (watch && context) watch.last = context.estimated;
  host.emit({
    type: "turn.started",
    nodeId,
    turn,
    model,
    ...purpose,
    ...(route ? { route: { by: route.by, why: route.why, instead: route.instead } } : {}),
    ...(context ? { context } : {}),
  });
  const stepName = `turn ${nodeId} ${turn}`;
  const stored = withinBudget(host, { step: stepName, nodeId, tally }, async (letPast) => {
    const streams = {
      text: guardStream(agent.guards, (text) => host.live({ kind: "text", nodeId, turn, text })),
      reasoning: guardStream(agent.guards, (text) => host.live({ kind: "reasoning", nodeId, turn, text })),
    };
    const query = queryOf(seat, wanted, model);
    const hit = query ? await recallTurn(host, query) : null;
    if (hit) {
      const result: Awaited<ReturnType<RunHost["turn"]>> = freeOfCharge(hit);
      if (wanted.streams) streams.text.push(result.text);
      return { result, at: host.now(), hit: saved(hit) };
    }
    const result: Awaited<ReturnType<RunHost["turn"]>> = await host.turn({
      model,
      fallbacks: agent.settings.fallbacks,
      ...(route ? { compareWith: route.instead } : {}),
      system: wanted.system,
      messages: wanted.messages,
      tools: wanted.tools,
      maxOutputTokens: agent.settings.maxAnswerTokens,
      timeoutMs: Math.max(1000, limits.seconds * 1000 - spentMs(seat)),
      nodeIds: [nodeId],
      letPast,
      onDelta: (kind, text) => {
        const isWanted = kind === "text" ? wanted.streams : agent.settings.reasoning !== "off";
        if (isWanted) streams[kind].push(text);
      },
      onDiscard: () => {
        streams.text.reset();
        streams.reasoning.reset();
      },
    });
    if (query && result.failures.length === 0)
      await host.cache?.keep(query, { result: withoutNotes(result), citations: tally.citations });
    return { result, at: host.now(), hit: undefined };
  });
  const { result, at, hit } = await stored.catch((caught: unknown) => {
    if (caught instanceof AppError && caught.code === "too_large") reportRefused(host, nodeId, turn, model);
    throw caught;
  });
  tally.at = at;
  if (watch && !hit && result.failures.length === 0) calibrate(watch, result.usage.inputTokens);
  for (const note of result.budgets ?? []) emitNote(host, nodeId, note);
  const { inputTokens, outputTokens } = result.usage;
  const usage = { inputTokens, outputTokens, costUsd: result.costUsd };
  tally.turns += 1;
  tally.usage = addUsage(tally.usage, usage);
  host.emit({
    type: "turn.completed",
    nodeId,
    turn,
    provider: result.provider,
    model: result.modelId,
    text: hideText(agent.guards, "output", result.text),
    reasoning: hideText(agent.guards, "output", result.reasoning).slice(
      0,
      reasoningShown[agent.settings.reasoning],
    ),
    toolCalls: result.toolCalls.map(({ id, name, arguments: args }) => ({
      id,
      name,
      arguments: showArguments(agent.guards, args),
    })),
    usage,
    finishReason: result.finishReason,
    durationMs: result.durationMs,
    firstDeltaMs: result.firstDeltaMs,
    fallbacks: result.failures.map((failed) => ({
      provider: failed.provider,
      model: failed.modelId,
      code: failed.code,
      message: failed.message,
    })),
    ...(route && !hit ? { savedUsd: savingOf(result) } : {}),
    ...(hit ? { cached: hit.cached } : {}),
  });
  if (hit) tally.citations = hit.citations;
  return { turn, result };
}

// What a budget said to this run is no part of the answer another run is given.
function withoutNotes({ budgets: _, ...result }: Awaited<ReturnType<RunHost["turn"]>>): TurnResult {
  return result;
}

/** The model a turn goes to, and why where it is not the usual one. */
export function modelOfTurn(
  { agent, question }: Seat,
  messages: readonly TurnMessage[],
  turn: number,
): { model: string; route: Route | null } {
  const { settings } = agent;
  const usual = turn === 1 ? (settings.firstTurnModel ?? settings.model) : settings.model;
  const route = routeTurn(settings.routing, usual, factsOf(messages, turn, question, agent));
  return { model: route?.model ?? usual, route };
}

// A turn nobody took ends in the log all the same, so that none stays open.
function reportRefused(host: RunHost, nodeId: string, turn: number, model: string): void {
  host.emit({
    type: "turn.completed",
    nodeId,
    turn,
    provider: splitModelRef(model)?.provider ?? "",
    model,
    text: "",
    reasoning: "",
    toolCalls: [],
    usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    finishReason: "context-exceeded",
    durationMs: 0,
    firstDeltaMs: null,
    fallbacks: [],
  });
}

function factsOf(
  messages: readonly TurnMessage[],
  turn: number,
  question: string,
  agent: PlannedAgent,
): RouteFacts {
  const results = messages.filter((message) => message.role === "tool");
  const last = messages.at(-1);
  const wasSentBack = turn > 1 && last?.role === "user";
  return {
    turn,
    text: question,
    words: question.split(/\s+/).filter((word) => word !== "").length,
    abilities: agent.abilities.length,
    results: results.length,
    failed: wasSentBack || results.at(-1)?.isError === true,
  };
}

function queryOf(seat: Seat, wanted: WantedTurn, model: string): CacheQuery | null {
  const { host, agent, owner, question } = seat;
  const { cache } = agent.settings;
  if (cache.mode === "off" || !host.cache) return null;
  const { messages, tools, told } = wanted;
  const asked = { nodeId: agent.node.id, model, system: told?.same ?? wanted.system, messages, tools };
  const like = told?.around === undefined ? null : { text: question, surroundings: told.around };
  return cacheQuery(cache, owner, asked, like);
}

function saved({ result, kind, ageSeconds, similarity, citations }: CacheHit) {
  const savedTokens = result.usage.inputTokens + result.usage.outputTokens;
  return { cached: { kind, ageSeconds, similarity, savedTokens, savedUsd: result.costUsd }, citations };
}

function savingOf({ comparedUsd, costUsd }: TurnResult): number | null {
  return comparedUsd === undefined || comparedUsd === null || costUsd === null ? null : comparedUsd - costUsd;
}

const reasoningShown = { off: 0, brief: 600, full: Number.POSITIVE_INFINITY } as const;

/** How long the run has taken so far by the interpreter's own clock, the time people took left out. */
export function spentMs({ tally, startedAt }: Seat): number {
  return tally.at - startedAt - tally.waitedMs;
}

/** Whether the limits leave this many turns; asked before a turn that is not the answer itself. */
export function hasRoom(seat: Seat, turns: number): boolean {
  const { limits, tally, agent } = seat;
  return (
    limits.turns - tally.turns >= turns &&
    limitReached(limits, tally, spentMs(seat), agent.node.id, turnLimits) === null
  );
}
