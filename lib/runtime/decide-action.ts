import { toAppError } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import type { TurnMessage } from "#lib/models/turn-message.ts";
import type { TurnResult } from "#lib/models/turn-result.ts";
import type { AgentLimits } from "#lib/nodes/execute-node.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import { weighingOf } from "./decide-criteria.ts";
import { evidenceOf } from "./decide-evidence.ts";
import { whyWeigh } from "./decide-impact.ts";
import { decisionPrompt } from "./decide-prompt.ts";
import { type OptionsRecord, readRecord } from "./decide-read.ts";
import { type ScoredOption, weighOptions } from "./decide-score.ts";
import { hideText, showArguments } from "./guard-text.ts";
import type { RunHost } from "./host.ts";
import type { PlannedAbility, PlannedAgent } from "./plan.ts";
import { prepareAbility } from "./prepare-ability.ts";
import type { Shown } from "./prompt.ts";
import { addUsage, limitReached, type Tally } from "./tally.ts";
import { emitNote, withinBudget } from "./within-budget.ts";

/** What the weighing says of an action: go on, ask a person first, or leave it and tell the model why. */
export type Deliberated =
  | { go: "act" }
  | { go: "ask"; reason: string }
  | { go: "back"; code: "misaligned" | "outweighed"; message: string };

/** Weighs an action before it is taken; answers `act` at once for what need not be weighed. */
export type Deliberate = (
  ability: PlannedAbility,
  args: Record<string, unknown>,
  actionId: string,
) => Promise<Deliberated>;

type Decision = Extract<DurableEvent, { type: "decision.made" }>;

const attempts = 3;
const nothingUsed = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

/**
 * The deliberation of one agent in one run. What was weighed once is not weighed again: the option that won goes
 * ahead when the agent comes back with it, and an action that lost is refused without asking the model anew.
 */
export function deliberationOf(
  host: RunHost,
  agent: PlannedAgent,
  seen: { shown: Shown; messages: readonly TurnMessage[]; limits: AgentLimits; startedAt: number },
  tally: Tally,
): Deliberate {
  const weighing = weighingOf(agent.goals);
  const settled = new Map<string, { deliberated: Deliberated; decision: Decision }>();
  const keyOf = (name: string, args: unknown) => `${name} ${stableJson(args)}`;

  return async (ability, args, actionId) => {
    const why = whyWeigh(ability, args, agent.goals);
    if (why === null) return { go: "act" };
    const before = settled.get(keyOf(ability.settings.name, args));
    if (before) {
      host.emit({ ...before.decision, actionId, repeats: before.decision.actionId, usage: nothingUsed });
      return before.deliberated;
    }
    const asked = await askForOptions(host, agent, seen, { ability, args, actionId, why }, tally);
    const base = {
      type: "decision.made" as const,
      nodeId: agent.node.id,
      actionId,
      why,
      criteria: [...weighing.criteria],
      fitFloor: weighing.fitFloor,
      goals: agent.goals.map(({ node, settings }) => ({
        nodeId: node.id,
        title: node.title,
        statement: settings.statement,
      })),
      provider: asked.provider,
      model: asked.model,
      usage: asked.usage,
      durationMs: asked.durationMs,
      attempts: asked.attempts,
    };
    if (asked.record === null) {
      const problem = `No decision record: ${asked.problem}`;
      host.emit({
        ...base,
        options: [],
        chosen: null,
        verdict: "none",
        reason: "",
        problem,
        evidence: [],
      });
      return { go: "ask", reason: `${problem} A person decides instead.` };
    }
    const names = new Set(agent.abilities.map(({ settings }) => settings.name));
    const weighed = weighOptions(asked.record.options, weighing, names);
    const proposed = weighed.options.find((option) => option.does === "proposed");
    const chosen = weighed.chosen === null ? null : (weighed.options[weighed.chosen] ?? null);
    const deliberated = conclude(proposed, chosen);
    const decision: Decision = {
      ...base,
      options: weighed.options.map((option) => ({
        ...option,
        title: hideText(agent.guards, "output", option.title),
        predicted: hideText(agent.guards, "output", option.predicted),
        reason: hideText(agent.guards, "output", option.reason),
        arguments: option.arguments === null ? null : showArguments(agent.guards, option.arguments),
      })),
      chosen: weighed.chosen,
      verdict: chosen === null ? "refused" : chosen.does,
      reason: reasonOf(proposed, chosen),
      problem: null,
      evidence: evidenceOf(asked.record.evidence, seen.shown),
    };
    host.emit(decision);
    settled.set(keyOf(ability.settings.name, args), { deliberated, decision });
    if (chosen?.does === "other") {
      const other = agent.abilities.find(({ settings }) => settings.name === chosen.ability);
      const fits = other && prepareAbility(other).arguments.safeParse(chosen.arguments ?? {});
      if (other && fits?.success)
        settled.set(keyOf(other.settings.name, fits.data), { deliberated: { go: "act" }, decision });
    }
    return deliberated;
  };
}

function conclude(proposed: ScoredOption | undefined, chosen: ScoredOption | null): Deliberated {
  if (chosen?.does === "proposed") return { go: "act" };
  if (chosen?.does === "ask-person") return { go: "ask", reason: reasonOf(proposed, chosen) };
  const code = proposed?.rejected?.startsWith("Misaligned") ? "misaligned" : "outweighed";
  const next =
    chosen?.does === "other"
      ? `Go on with “${chosen.title}” instead: call ${chosen.ability}${chosen.arguments === null ? "" : ` with ${JSON.stringify(chosen.arguments)}`}.`
      : "Do not do it another way; answer without it and say so.";
  return { go: "back", code, message: `This was not done. ${reasonOf(proposed, chosen)} ${next}` };
}

function reasonOf(proposed: ScoredOption | undefined, chosen: ScoredOption | null): string {
  const out = proposed?.rejected ? `“${proposed.title}” was rejected. ${proposed.rejected} ` : "";
  if (chosen === null) return `${out}No option may be taken.`.trim();
  if (chosen.does === "proposed")
    return `It has the best total, ${chosen.total.toFixed(2)}: ${chosen.reason}`;
  const than =
    proposed && proposed.rejected === null ? `, against ${proposed.total.toFixed(2)} for the action` : "";
  return `${out}“${chosen.title}” has the best total, ${chosen.total.toFixed(2)}${than}: ${chosen.reason}`;
}

async function askForOptions(
  host: RunHost,
  agent: PlannedAgent,
  seen: { shown: Shown; messages: readonly TurnMessage[]; limits: AgentLimits; startedAt: number },
  proposed: { ability: PlannedAbility; args: Record<string, unknown>; actionId: string; why: string },
  tally: Tally,
) {
  const { criteria } = weighingOf(agent.goals);
  const prompt = decisionPrompt(agent, seen.shown, seen.messages, proposed, criteria);
  const messages = [...prompt.messages];
  const asked = {
    record: null as OptionsRecord | null,
    problem: "",
    provider: "",
    model: agent.settings.model,
    usage: { ...nothingUsed } as Decision["usage"],
    durationMs: 0,
    attempts: 0,
  };
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const spentMs = tally.at - seen.startedAt - tally.waitedMs;
    const limit = limitReached(seen.limits, tally, spentMs, agent.node.id, ["seconds", "tokens", "costUsd"]);
    if (limit) {
      host.emit(limit);
      return { ...asked, problem: `the limit of ${limit.max} ${limit.limit} is used up.` };
    }
    asked.attempts = attempt;
    let result: TurnResult;
    try {
      const at = { step: `decide ${proposed.actionId} ${attempt}`, nodeId: agent.node.id, tally };
      const turn = await withinBudget(host, at, async (letPast) => ({
        result: await host.turn({
          nodeIds: [agent.node.id],
          letPast,
          model: agent.settings.model,
          fallbacks: agent.settings.fallbacks,
          system: prompt.system,
          messages,
          tools: prompt.tools,
          timeoutMs: Math.max(1000, seen.limits.seconds * 1000 - spentMs),
          onDelta: () => undefined,
        }),
        at: host.now(),
      }));
      result = turn.result;
      tally.at = turn.at;
      for (const note of turn.result.budgets ?? []) emitNote(host, agent.node.id, note);
    } catch (caught) {
      const error = toAppError(caught);
      // A person can still decide when no model does; a cancelled run and our own faults end it as ever.
      if (error.code === "cancelled" || error.code === "internal" || error.code === "budget_reached")
        throw caught;
      return { ...asked, problem: error.message };
    }
    const usage = {
      inputTokens: result.usage.inputTokens,
      outputTokens: result.usage.outputTokens,
      costUsd: result.costUsd,
    };
    tally.usage = addUsage(tally.usage, usage);
    asked.usage = addUsage(asked.usage, usage);
    asked.durationMs += result.durationMs;
    asked.provider = result.provider;
    asked.model = result.modelId;
    const read = readRecord(result, criteria);
    if (read.ok) return { ...asked, record: read.record };
    asked.problem = `the model gave no usable options in ${attempt} ${attempt === 1 ? "try" : "tries"} (${read.problems.join("; ")}).`;
    const said = result.toolCalls[0] ? JSON.stringify(result.toolCalls[0].arguments ?? null) : result.text;
    messages.push(
      { role: "assistant", text: said.slice(0, 8000), toolCalls: [] },
      { role: "user", text: `(That record cannot be used: ${read.problems.join("; ")}. Hand it in again.)` },
    );
  }
  return asked;
}
