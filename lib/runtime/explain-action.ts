import type { Why } from "#lib/api/contracts/explanations.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { DurableEvent, StoredEvent } from "#lib/run-events/events.ts";
import { initialRun, reduceRun } from "#lib/run-events/reduce-run.ts";
import type { RunStep } from "#lib/run-events/run-state.ts";
import { permissionsOf } from "./explain-permissions.ts";
import type { PlannedAgent, RunPlan } from "./plan.ts";

type EventOf<Type extends DurableEvent["type"]> = Extract<DurableEvent, { type: Type }>;
type LoggedAction = Extract<RunStep, { kind: "action" }>;
type Told<Type extends DurableEvent["type"]> = { seq: number; at: string; event: EventOf<Type> };

/** Everything of one kind a run recorded, in order. */
export function toldIn<Type extends DurableEvent["type"]>(
  events: readonly StoredEvent[],
  type: Type,
): Told<Type>[] {
  return events.flatMap(({ seq, at, event }) =>
    event.type === type ? [{ seq, at, event: event as EventOf<Type> }] : [],
  );
}

/** Why a run took an action or left it, from what its log says and the blueprint it ran; nothing is asked of a model. */
export function explainAction(events: readonly StoredEvent[], plan: RunPlan, wanted: string): Why {
  const state = events.reduce(reduceRun, initialRun(events[0]?.runId ?? ""));
  const actions = state.steps.filter((step) => step.kind === "action");
  const action = actions.find(
    (step) => step.actionId === wanted || String(step.seq) === wanted || ownsEvent(events, step, wanted),
  );
  if (!action)
    throw new AppError(
      "not_found",
      `This run took no action “${wanted}”. Its actions are: ${actions.map((step) => step.actionId).join(", ") || "none"}.`,
    );
  const agent = agentOf(plan, action.agentNodeId);
  const decision = toldIn(events, "decision.made").find(({ event }) => event.actionId === action.actionId);
  const turn = toldIn(events, "turn.completed").findLast(
    ({ seq, event }) => seq < action.seq && event.nodeId === action.agentNodeId,
  );
  const sharing = Math.max(1, turn?.event.toolCalls.length ?? 1);
  const turnUsd = turn ? turn.event.usage.costUsd : 0;
  const decisionUsd = decision ? decision.event.usage.costUsd : 0;
  const tokensOf = (usage: { inputTokens: number; outputTokens: number } | undefined) =>
    (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  return {
    action: {
      id: action.actionId,
      seq: action.seq,
      name: action.name,
      title: action.title,
      ability: action.ability,
      arguments: action.arguments,
      status: action.status,
      effect: action.effect,
      reversibility: action.reversibility,
      at: action.at,
    },
    asked: state.input.text ?? "",
    goals:
      decision?.event.goals ??
      (agent?.goals ?? []).map(({ node, settings }) => ({
        nodeId: node.id,
        title: node.title,
        statement: settings.statement,
      })),
    reasoning: turn?.event.reasoning ?? "",
    evidence: evidenceFor(events, action, decision?.event),
    alternatives: alternativesTo(action, agent, decision?.event),
    decision: decision?.event ?? null,
    permissions: permissionsOf(events, action, agent, decision),
    cost: {
      usd: turnUsd === null || decisionUsd === null ? null : turnUsd / sharing + decisionUsd,
      tokens: Math.round(tokensOf(turn?.event.usage) / sharing) + tokensOf(decision?.event.usage),
      thinkingMs: Math.round((turn?.event.durationMs ?? 0) / sharing) + (decision?.event.durationMs ?? 0),
      actingMs: action.durationMs,
    },
  };
}

function ownsEvent(events: readonly StoredEvent[], action: LoggedAction, wanted: string): boolean {
  const event = events.find(({ seq }) => String(seq) === wanted)?.event;
  return event !== undefined && "actionId" in event && event.actionId === action.actionId;
}

function agentOf(plan: RunPlan, nodeId: string): PlannedAgent | undefined {
  const step = plan.steps.get(nodeId);
  return step?.does === "take-turns" ? step.agent : undefined;
}

function evidenceFor(
  events: readonly StoredEvent[],
  action: LoggedAction,
  decision: EventOf<"decision.made"> | undefined,
): Why["evidence"] {
  const before = events.filter(({ seq }) => seq < action.seq);
  const values = valuesIn(action.arguments);
  const cited = (ref: string) => decision?.evidence.some((one) => one.ref === ref) === true;
  const told = (text: string) => values.some((value) => text.toLowerCase().includes(value));
  const made = (
    one: Omit<Why["evidence"][number], "ageMs" | "used"> & { ref: string },
  ): Why["evidence"][number] => {
    const { ref, ...rest } = one;
    const ageMs = Math.max(0, Date.parse(action.at) - Date.parse(one.observedAt));
    return { ...rest, text: one.text.slice(0, 400), ageMs, used: cited(ref) || told(one.text) };
  };
  return [
    ...toldIn(before, "fact.perceived").map(({ seq, event }) =>
      made({
        source: event.source,
        title: event.title,
        text: event.preview,
        observedAt: event.observedAt,
        hash: event.hash,
        seq,
        ref: referenceOf(event),
      }),
    ),
    ...toldIn(before, "knowledge.retrieved").flatMap(({ seq, at, event }) =>
      event.passages.map((passage) =>
        made({
          source: "knowledge",
          title: `[${passage.marker}] ${passage.title}`,
          text: passage.text,
          observedAt: event.observedAt ?? at,
          hash: event.hash ?? null,
          seq,
          ref: `[${passage.marker}]`,
        }),
      ),
    ),
    ...toldIn(before, "action.completed").map(({ seq, at, event }) =>
      made({
        source: "result",
        title: `Result of ${event.actionId}`,
        text: JSON.stringify(event.result ?? null),
        observedAt: at,
        hash: null,
        seq,
        ref: event.actionId,
      }),
    ),
  ];
}

function referenceOf(fact: EventOf<"fact.perceived">): string {
  if (fact.source === "memory") return `memory:${fact.title}`;
  return fact.source === "outcome" ? `outcome:${fact.title.split(" ").at(-1)}` : fact.source;
}

// Words and numbers long enough that finding them in a text means something.
function valuesIn(value: unknown): string[] {
  if (typeof value === "number") return String(value).length >= 3 ? [String(value)] : [];
  if (typeof value === "string") return value.trim().length >= 3 ? [value.trim().toLowerCase()] : [];
  if (Array.isArray(value)) return value.flatMap(valuesIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(valuesIn) : [];
}

function alternativesTo(
  action: LoggedAction,
  agent: PlannedAgent | undefined,
  decision: EventOf<"decision.made"> | undefined,
): Why["alternatives"] {
  if (decision && decision.options.length > 0)
    return decision.options.map((option, index) => ({
      title: option.title,
      total: option.total,
      chosen: index === decision.chosen,
      why: option.rejected ?? option.reason,
    }));
  return (agent?.abilities ?? [])
    .filter(({ node }) => node.id !== action.nodeId)
    .map(({ node, settings }) => ({
      title: node.title || settings.name,
      total: null,
      chosen: false,
      why: "It had this ability too and did not choose it.",
    }));
}
