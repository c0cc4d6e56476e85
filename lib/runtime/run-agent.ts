import type { TurnMessage } from "#lib/models/turn-message.ts";
import type { AgentLimits } from "#lib/nodes/execute-node.ts";
import { type ActionAnswer, act } from "./act.ts";
import { deliberationOf } from "./decide-action.ts";
import { guardText, hideText, showArguments } from "./guard-text.ts";
import type { RunHost, RunInput } from "./host.ts";
import { perceive } from "./perceive.ts";
import type { PlannedAgent } from "./plan.ts";
import { systemPrompt, toolsOf } from "./prompt.ts";
import { addUsage, limitReached, type Tally, turnLimits } from "./tally.ts";

/** How an agent's part of the run ended. */
export type AgentEnd = { answer: string | null; error: { code: string; message: string } | null };

/** Perceive, then decide, check and act until the agent has answered, is blocked, or is out of limits. */
export async function runAgent(
  host: RunHost,
  input: RunInput,
  agent: PlannedAgent,
  tally: Tally,
): Promise<AgentEnd> {
  const heard = guardText(host, agent.guards, "input", input.text);
  if (heard.blocked) {
    tally.blocked = `The guardrail “${heard.by}” blocked the message.`;
    return say(host, agent, tally, heard.reply);
  }
  const { shown, history, place } = await perceive(host, { ...input, text: heard.text }, agent, tally);
  tally.citations = shown.passages;
  const tools = toolsOf(agent.abilities);
  const messages: TurnMessage[] = history.flatMap((past): TurnMessage[] => [
    { role: "user", text: past.text },
    { role: "assistant", text: past.answer, toolCalls: [] },
  ]);
  messages.push({ role: "user", text: heard.text });
  const limits = limitsOf(agent);
  const guardsOutput = agent.guards.some(
    ({ node, executor }) =>
      executor.watches(node.config as never, "output") || executor.watches(node.config as never, "action"),
  );
  const startedAt = Date.parse(input.startedAt);
  const deliberate = deliberationOf(host, agent, { shown, messages, limits, startedAt }, tally);

  for (let turn = 1; ; turn++) {
    const spentMs = tally.at - startedAt - tally.waitedMs;
    const limit = limitReached(limits, tally, spentMs, agent.node.id, turnLimits);
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
    const model = turn === 1 ? (agent.settings.firstTurnModel ?? agent.settings.model) : agent.settings.model;
    host.emit({ type: "turn.started", nodeId: agent.node.id, turn, model });
    const { result, at } = await host.step(`turn ${agent.node.id} ${turn}`, async () => {
      const result = await host.turn({
        model,
        fallbacks: agent.settings.fallbacks,
        system: systemPrompt(agent, shown),
        messages,
        tools,
        timeoutMs: Math.max(1000, limits.seconds * 1000 - spentMs),
        onDelta: (kind, text) => {
          // What a guard may still hide must not be streamed.
          const wanted = kind === "text" || agent.settings.reasoning !== "off";
          if (wanted && !guardsOutput) host.live({ kind, nodeId: agent.node.id, turn, text });
        },
      });
      return { result, at: host.now() };
    });
    tally.at = at;
    const usage = {
      inputTokens: result.usage.inputTokens,
      outputTokens: result.usage.outputTokens,
      costUsd: result.costUsd,
    };
    tally.turns += 1;
    tally.usage = addUsage(tally.usage, usage);
    host.emit({
      type: "turn.completed",
      nodeId: agent.node.id,
      turn,
      provider: result.provider,
      model: result.modelId,
      text: guardsOutput ? "" : result.text,
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
    });
    if (result.toolCalls.length === 0) {
      if (result.text.trim() !== "") return answer(host, agent, tally, result.text);
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
    for (const [index, call] of result.toolCalls.entries()) {
      const over = limitReached(limits, tally, spentMs, agent.node.id, ["actions"]);
      if (over) host.emit(over);
      tally.actions += 1;
      const outcome: ActionAnswer = over
        ? {
            result: { error: `The limit of ${over.max} actions is reached. Answer with what you have.` },
            isError: true,
          }
        : await act(host, agent, call, `${agent.node.id}.${turn}.${index + 1}`, place, tally, deliberate);
      messages.push({
        role: "tool",
        toolCallId: call.id,
        name: call.name,
        result: outcome.result,
        isError: outcome.isError,
      });
      // What a person said is in the log already; saying it again would show it twice.
      if (outcome.lastWord !== undefined) return { answer: outcome.lastWord, error: null };
    }
  }
}

const reasoningShown = { off: 0, brief: 600, full: Number.POSITIVE_INFINITY } as const;

// A goal's budget binds whoever pursues it; the smallest limit wins.
function limitsOf(agent: PlannedAgent): AgentLimits {
  const budgets = [agent.settings.limits.costUsd, ...agent.goals.map((goal) => goal.settings.budgetUsd)];
  const known = budgets.filter((budget) => budget !== null);
  return { ...agent.settings.limits, costUsd: known.length === 0 ? null : Math.min(...known) };
}

function answer(host: RunHost, agent: PlannedAgent, tally: Tally, text: string): AgentEnd {
  const checked = guardText(host, agent.guards, "output", text);
  if (checked.blocked) {
    tally.blocked = `The guardrail “${checked.by}” blocked the answer.`;
    return say(host, agent, tally, checked.reply);
  }
  return say(host, agent, tally, checked.text);
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
