import { AppError } from "#lib/foundation/errors.ts";
import type { TurnToolCall } from "#lib/models/turn-message.ts";
import type { AgentLimits } from "#lib/nodes/execute-node.ts";
import type { ActionAnswer } from "./act.ts";
import { reportTrips } from "./guard-text.ts";
import { guardValue, withheld } from "./guard-value.ts";
import type { RunHost, RunInput } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import { type Seat, spentMs } from "./take-turn.ts";
import { mergeTally, type Tally } from "./tally.ts";
import { type Settled, settleConflicts } from "./team-conflict.ts";
import { announce, doWork, taskProblem, type Work, type WorkEnd } from "./team-delegate.ts";
import type { AgentPart } from "./team-part.ts";
import type { Partner } from "./team-partners.ts";
import { pickOne } from "./team-pick.ts";

/** A call of a partner as the model made it, with the id its delegation will have. */
export type PartnerCall = { id: string; partner: Partner; call: TurnToolCall & { invalid?: string } };

/** How a group of works ended: every end, those that count, and why. */
type Joined = { ends: WorkEnd[]; winners: WorkEnd[]; reason: string };

/**
 * Gives all the tasks of one turn at once and waits as the agent's rule says. Whoever is not needed any more is
 * stopped; what it used up is counted all the same. Answers by the id of the delegation.
 */
export async function fanOut(
  seat: Seat,
  input: RunInput,
  part: AgentPart,
  groupId: string,
  calls: readonly PartnerCall[],
): Promise<Map<string, ActionAnswer>> {
  const { host, agent, tally } = seat;
  const answers = new Map<string, ActionAnswer>();
  const works: Work[] = [];
  const asked = calls.filter(({ id, partner, call }) => {
    const problem = call.invalid ?? taskProblem(partner.terms, call.arguments);
    if (problem === null) return true;
    answers.set(id, refuse(`The task does not fit: ${problem}. Mend it and call again.`));
    return false;
  });
  for (const { id, partner, call } of asked) {
    const guarded = guardValue(agent.guards, "action", call.arguments);
    reportTrips(host, "action", guarded.trips);
    if (guarded.blockedBy !== null)
      answers.set(id, refuse(`The guardrail “${guarded.blockedBy}” does not let this task out.`));
    else {
      const limits = sliceOf(seat, partner, asked.length);
      works.push({ id, groupId, how: "delegate", partner, by: agent, task: guarded.value, limits });
    }
  }
  if (works.length === 0) return answers;
  const { ends, winners, reason } = await joinWorks(host, input, part, agent, works, tally);
  const settled = await settleConflicts(host, agent, groupId, works, winners, tally);
  for (const end of ends) answers.set(end.id, answerOf(host, agent, end, winners, settled, reason));
  return answers;
}

/** Does works side by side and joins them; the tally is that of whoever gave them. */
export async function joinWorks(
  host: RunHost,
  input: RunInput,
  part: AgentPart,
  agent: PlannedAgent,
  works: readonly Work[],
  tally: Tally,
): Promise<Joined> {
  const { joinRule: rule, joinQuorum } = agent.settings.team;
  const needed = rule === "first" ? 1 : rule === "quorum" ? Math.min(joinQuorum, works.length) : works.length;
  const stops = works.map(() => new AbortController());
  const inOrder: string[] = [];
  const startedAt = tally.at;
  for (const work of works) announce(host, work, part);
  const settled = await Promise.allSettled(
    works.map(async (work, index) => {
      try {
        const end = await doWork(host, input, work, part, tally, stops[index]?.signal ?? host.signal);
        if (end.status === "succeeded") inOrder.push(end.id);
        if (rule !== "all" && rule !== "best" && inOrder.length >= needed)
          for (const stop of stops) stop.abort();
        return end;
      } catch (caught) {
        for (const stop of stops) stop.abort();
        throw caught;
      }
    }),
  );
  const ends = settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
  const groupId = works[0]?.groupId ?? "";
  const succeeded = ends.filter(({ status }) => status === "succeeded");
  // Who came first depends on the clock, so it is kept; a run that goes on after a crash decides the same.
  const joined = await host.step(`join ${groupId}`, async () => ({
    winners: rule === "first" || rule === "quorum" ? inOrder.slice(0, needed) : succeeded.map(({ id }) => id),
    stopped: ends.filter(({ status }) => status === "cancelled").map(({ id }) => id),
    at: host.now(),
  }));
  if (
    ends.some(({ id, status }) => status === "cancelled" && !joined.stopped.includes(id)) ||
    (needed === works.length && joined.stopped.length > 0)
  )
    throw new AppError("cancelled", "The run was cancelled.");
  for (const { tally: other } of ends) mergeTally(tally, other);
  tally.waitedMs += Math.max(0, ...ends.map((end) => end.tally.waitedMs));
  tally.at = Math.max(joined.at, ...ends.map((end) => end.tally.at));
  let winners = ends.filter(({ id }) => joined.winners.includes(id));
  let reason = "";
  if (rule === "best" && winners.length > 1) {
    const picked = await pickOne(host, agent, tally, {
      stepName: `best of ${groupId}`,
      question: "Several agents did the same work. Pick the best result.",
      candidates: winners.map(({ result, nodeId }) => ({ from: nodeId, value: result })),
    });
    reason = picked?.reason ?? "The judge gave no verdict, so the first one is taken.";
    winners = [winners[picked?.index ?? 0]].flatMap((end) => (end ? [end] : []));
  }
  host.emit({
    type: "delegations.joined",
    nodeId: agent.node.id,
    groupId,
    rule,
    needed: rule === "best" ? 1 : needed,
    met: winners.length >= (rule === "best" ? 1 : needed),
    winners: winners.map(({ id }) => id),
    stopped: joined.stopped,
    reason,
    wallMs: Math.max(0, ...ends.map((end) => end.tally.at - startedAt)),
    sumMs: ends.reduce((sum, end) => sum + (end.tally.at - startedAt), 0),
  });
  return { ends, winners, reason };
}

/** What a partner may use: its share of what is left to whoever asks, or less where the wire says so. */
export function sliceOf(seat: Seat, { terms }: Partner, among: number): Work["limits"] {
  const { tally, limits } = seat;
  const used = tally.usage.inputTokens + tally.usage.outputTokens;
  const least = (wished: number | null, share: number | null) =>
    wished === null ? share : share === null ? wished : Math.min(wished, share);
  return {
    costUsd: least(
      terms.maxCostUsd,
      limits.costUsd === null ? null : Math.max(0, limits.costUsd - (tally.usage.costUsd ?? 0)) / among,
    ),
    tokens: least(terms.maxTokens, Math.max(0, Math.floor((limits.tokens - used) / among))),
    seconds: least(terms.maxSeconds, secondsLeft(limits, seat)),
  };
}

function secondsLeft(limits: AgentLimits, seat: Seat): number {
  return Math.max(0, limits.seconds - spentMs(seat) / 1000);
}

function answerOf(
  host: RunHost,
  agent: PlannedAgent,
  end: WorkEnd,
  winners: readonly WorkEnd[],
  settled: readonly Settled[],
  reason: string,
): ActionAnswer {
  if (end.status === "cancelled")
    return { result: { notNeeded: "Others were done first, so this was stopped." }, isError: false };
  if (end.status !== "succeeded") return refuse(end.error?.message ?? "It did not work out.");
  if (!winners.includes(end))
    return { result: { notUsed: `Another result was taken. ${reason}`.trim() }, isError: false };
  const guarded = guardValue(agent.guards, "result", end.result);
  reportTrips(host, "result", guarded.trips);
  if (guarded.blockedBy !== null)
    return { result: { withheld: withheld(guarded.blockedBy) }, isError: false };
  if (settled.length === 0 || typeof guarded.value !== "object" || guarded.value === null)
    return { result: guarded.value, isError: false };
  // What was settled holds for all: nobody reads a value that lost.
  const held = Object.fromEntries(settled.map(({ field, value }) => [field, value]));
  return { result: { ...guarded.value, ...held, settled }, isError: false };
}

function refuse(message: string): ActionAnswer {
  return { result: { error: message }, isError: true };
}
