import { AppError } from "#lib/foundation/errors.ts";
import type { TurnMessage, TurnToolCall } from "#lib/models/turn-message.ts";
import type { AgentLimits } from "#lib/nodes/execute-node.ts";
import { type ActionAnswer, act } from "./act.ts";
import { policyOfTurn } from "./apply-policy.ts";
import { type ContextWatch, learnFromRefusal } from "./context-watch.ts";
import { correctClaims } from "./correct-claims.ts";
import { deliberationOf } from "./decide-action.ts";
import { fitContext } from "./fit-context.ts";
import { guardText } from "./guard-text.ts";
import type { RunHost, RunInput } from "./host.ts";
import { perceive } from "./perceive.ts";
import type { PlannedAgent } from "./plan.ts";
import { type Shown, systemPrompt, toolsOf } from "./prompt.ts";
import { resultByReference, resultLimit } from "./result-by-reference.ts";
import { type Acted, strategies } from "./strategies.ts";
import { type Seat, spentMs, type Told, takeTurn } from "./take-turn.ts";
import { limitReached, type Tally, turnLimits } from "./tally.ts";
import { fanOut, type PartnerCall } from "./team-fan-out.ts";
import { handOverOf } from "./team-hand-over.ts";
import type { AgentEnd, AgentPart } from "./team-part.ts";
import { partnerTools } from "./team-partners.ts";
import { routeWork } from "./team-route.ts";

/** Perceive, then decide, check and act until the agent has answered, is blocked, or is out of limits. */
export async function runAgent(
  host: RunHost,
  input: RunInput,
  agent: PlannedAgent,
  tally: Tally,
  part: AgentPart,
): Promise<AgentEnd> {
  const heard = guardText(host, agent.guards, "input", input.text);
  if (heard.blocked) {
    tally.blocked = `The guardrail “${heard.by}” blocked the message.`;
    return say(host, agent, tally, heard.reply);
  }
  const told = guardTold(host, input, agent);
  if (told.blocked) {
    tally.blocked = `The guardrail “${told.by}” blocked an earlier message.`;
    return say(host, agent, tally, told.reply);
  }
  const heardInput = { ...input, text: heard.text, ...(told.told ? { told: told.told } : {}) };
  const { shown, history, place, context } = await perceive(host, heardInput, agent, tally);
  tally.citations = shown.passages;
  const tools = [...toolsOf(agent.abilities), ...partnerTools(agent.partners)];
  const messages: TurnMessage[] = history.flatMap((past): TurnMessage[] => [
    ...(past.text === "" ? [] : [{ role: "user" as const, text: past.text }]),
    ...(past.answer === "" ? [] : [{ role: "assistant" as const, text: past.answer, toolCalls: [] }]),
  ]);
  messages.push({ role: "user", text: heard.text });
  const limits = limitsOf(agent);
  const startedAt = Date.parse(input.startedAt);
  const owner = input.contact.id ?? input.conversationId;
  const seat: Seat = {
    host,
    agent,
    tally,
    limits,
    startedAt,
    taken: 0,
    question: heard.text,
    owner,
    context,
  };
  const composeBase = () => ({ system: systemPrompt(agent, shown), tools });
  const overlong = await fitContext(seat, { shown, messages, compose: composeBase });
  if (overlong) return overlong;
  if (agent.settings.strategy === "route") {
    const end = await routeWork(seat, heardInput, part, shown, messages);
    if (end) return end.answer === null ? end : answer(host, agent, tally, end.answer);
  }
  const strategy = strategies[agent.settings.strategy]({ seat, shown, messages, question: heard.text });
  await strategy.prepare();
  const deliberate = deliberationOf(host, agent, { shown, messages, limits, startedAt }, tally);

  let refused = "";
  for (;;) {
    const refusal = policyOfTurn(host, agent, tally);
    if (refusal) {
      tally.blocked = `The policy “${refusal.title}” kept the model from being asked.`;
      return say(
        host,
        agent,
        tally,
        refusal.message === "" ? "I can't help with that now." : refusal.message,
      );
    }
    const briefing = `${part.briefing === "" ? "" : `\n\n${part.briefing}`}${strategy.briefing()}`;
    const next = {
      shown,
      messages,
      compose: () => ({ system: `${systemPrompt(agent, shown)}${briefing}`, tools }),
    };
    const tooMuch = await fitContext(seat, next, refused);
    if (tooMuch) return tooMuch;
    refused = "";
    const limit = limitReached(limits, tally, spentMs(seat), agent.node.id, turnLimits);
    if (limit) {
      host.emit(limit);
      tally.blocked = `The limit of ${limit.max} ${limit.limit} was reached.`;
      return {
        answer: null,
        error: {
          code: "limit_reached",
          message: `${tally.blocked} Raise it on the agent, or narrow the task.`,
        },
      };
    }
    const asked = await takeTurn(seat, {
      purpose: "answer",
      ...next.compose(),
      messages,
      streams: strategy.streams,
      ...(agent.settings.cache.mode === "off" || !host.cache
        ? {}
        : { told: toldOf(agent, shown, briefing, messages.length === 1) }),
    }).catch((caught: unknown) => {
      refused = refusalOf(context, caught);
      return null;
    });
    if (asked === null) continue;
    const { turn, result } = asked;
    if (result.toolCalls.length === 0) {
      if (result.text.trim() !== "") {
        const objection = (await strategy.review(result.text)) ?? part.accepts(result.text);
        if (objection === false) return unfit();
        if (objection === null) return answer(host, agent, tally, result.text);
        messages.push({ role: "assistant", text: result.text, toolCalls: [] });
        messages.push({ role: "user", text: objection });
        continue;
      }
      if (turn < limits.turns) {
        messages.push({ role: "user", text: "(No answer was given. Answer in words, or call an ability.)" });
        continue;
      }
      return {
        answer: null,
        error: { code: "provider_failed", message: "The model ended without an answer." },
      };
    }
    messages.push({
      role: "assistant",
      text: result.text,
      toolCalls: result.toolCalls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args })),
    });
    const acted: Acted[] = [];
    const idOf = (index: number) =>
      `${host.lane === undefined ? "" : `${host.lane}~`}${agent.node.id}.${turn}.${index + 1}`;
    const handOver = handOverOf(agent, result.toolCalls);
    if (handOver?.to) return { answer: null, error: null, handOver: handOver.to };
    const given = await fanOut(
      seat,
      heardInput,
      part,
      `${idOf(-1)}`,
      partnerCalls(agent, result.toolCalls, idOf, limits.actions - tally.actions),
    );
    for (const [index, call] of result.toolCalls.entries()) {
      const over = limitReached(limits, tally, spentMs(seat), agent.node.id, ["actions"]);
      if (over) host.emit(over);
      tally.actions += 1;
      const outcome: ActionAnswer = over
        ? {
            result: { error: `The limit of ${over.max} actions is reached. Answer with what you have.` },
            isError: true,
          }
        : (given.get(idOf(index)) ??
          handOver?.refused.get(call.id) ??
          (await act(host, agent, call, idOf(index), place, tally, deliberate)));
      messages.push({
        role: "tool",
        toolCallId: call.id,
        name: call.name,
        result: resultByReference(outcome.result, idOf(index), resultLimit(windowNow(context, agent))),
        isError: outcome.isError,
      });
      if (!over) acted.push({ name: call.name, failed: outcome.isError, result: outcome.result });
      // What a person said is in the log already; saying it again would show it twice.
      if (outcome.lastWord !== undefined) {
        await strategy.acted(acted.filter((one) => !one.failed));
        return { answer: outcome.lastWord, error: null };
      }
    }
    await strategy.acted(acted);
  }
}

// The words for a prompt the provider would not take, where making it shorter may help; anything else is thrown on.
function refusalOf(context: ContextWatch | null, caught: unknown): string {
  const isTooLarge = caught instanceof AppError && caught.code === "too_large";
  if (!context || !isTooLarge || !learnFromRefusal(context, caught.message)) throw caught;
  return caught.message;
}

function windowNow(context: ContextWatch | null, agent: PlannedAgent): number | null {
  return context?.learned ?? context?.windows[agent.settings.model]?.tokens ?? null;
}

// What two runs must share to share an answer. The time passes in every run; how long an answer keeps is the author's
// word. What a contact did before is part of what makes them them, and counts where answers go to others.
function toldOf(agent: PlannedAgent, shown: Shown, briefing: string, isFirst: boolean): Told {
  const lasting = {
    ...shown,
    facts: shown.facts.filter(({ source }) => source !== "time"),
    outcomes: agent.settings.cache.for === "contact" ? [] : shown.outcomes,
  };
  const same = `${systemPrompt(agent, lasting)}${briefing}`;
  // The passages differ with every wording of a question; which edition of the knowledge they are from must not.
  const around = {
    told: `${systemPrompt(agent, { ...lasting, passages: [] })}${briefing}`,
    editions: shown.editions,
  };
  return isFirst && !shown.checkpoint ? { same, around } : { same };
}

// Work given to others counts as actions do: what is over the limit is not given.
function partnerCalls(
  agent: PlannedAgent,
  calls: readonly TurnToolCall[],
  idOf: (index: number) => string,
  most: number,
): PartnerCall[] {
  return calls.slice(0, Math.max(0, most)).flatMap((call, index): PartnerCall[] => {
    const partner = agent.partners.find(
      ({ tool, terms }) => tool === call.name && terms.protocol === "delegate",
    );
    return partner ? [{ id: idOf(index), partner, call }] : [];
  });
}

function unfit(): AgentEnd {
  const message =
    "The result never fitted the schema of the wire. Make the schema simpler, or say it in the instructions.";
  return { answer: null, error: { code: "provider_failed", message } };
}

type HeardTold =
  | { blocked: true; by: string; reply: string }
  | { blocked: false; told?: NonNullable<RunInput["told"]> };

// What a caller tells of the past is as foreign as the message itself, both sides of it.
function guardTold(host: RunHost, input: RunInput, agent: PlannedAgent): HeardTold {
  if (!input.told) return { blocked: false };
  const told: NonNullable<RunInput["told"]> = [];
  for (const past of input.told) {
    const text = guardText(host, agent.guards, "input", past.text);
    if (text.blocked) return text;
    const answer = guardText(host, agent.guards, "input", past.answer);
    if (answer.blocked) return answer;
    told.push({ text: text.text, answer: answer.text });
  }
  return { blocked: false, told };
}

// A goal's budget binds whoever pursues it; the smallest limit wins.
function limitsOf(agent: PlannedAgent): AgentLimits {
  const budgets = [agent.settings.limits.costUsd, ...agent.goals.map((goal) => goal.settings.budgetUsd)];
  const known = budgets.filter((budget) => budget !== null);
  const limits = { ...agent.settings.limits, costUsd: known.length === 0 ? null : Math.min(...known) };
  for (const { node, executor } of agent.guards)
    for (const [limit, most] of Object.entries(executor.limits(node.config as never)) as [
      keyof AgentLimits,
      number,
    ][])
      limits[limit] = Math.min(most, limits[limit] ?? Number.POSITIVE_INFINITY);
  return limits;
}

function answer(host: RunHost, agent: PlannedAgent, tally: Tally, text: string): AgentEnd {
  const checked = guardText(host, agent.guards, "output", text);
  if (checked.blocked) {
    tally.blocked = `The guardrail “${checked.by}” blocked the answer.`;
    return say(host, agent, tally, checked.reply);
  }
  return say(host, agent, tally, correctClaims(host, agent, tally, checked.text));
}

function say(host: RunHost, agent: PlannedAgent, tally: Tally, text: string): AgentEnd {
  const cited = new Set([...text.matchAll(/\[(\d{1,3})\]/g)].map((match) => Number(match[1])));
  const citations = tally.citations.filter((passage) => cited.has(passage.marker));
  tally.citations = citations;
  host.emit({
    type: "message.completed",
    nodeId: agent.node.id,
    messageId: `${agent.node.id}.${tally.turns}`,
    text,
    citations,
  });
  return { answer: text, error: null };
}
