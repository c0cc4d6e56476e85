import { checkerOf, plainTask, type TeamTerms } from "#lib/blueprint/team-terms.ts";
import { AppError, type ErrorCode, errorTable, toAppError } from "#lib/foundation/errors.ts";
import type { DurableEvent } from "#lib/run-events/events.ts";
import type { RunHost, RunInput } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import { readJson } from "./read-json.ts";
import { mergeTally, type Tally, tallyBeside } from "./tally.ts";
import { admitted, reportEnd } from "./team-circuit.ts";
import { laneHost } from "./team-lane.ts";
import type { AgentPart } from "./team-part.ts";
import { type Partner, standInOf } from "./team-partners.ts";
import { runPhases } from "./team-phases.ts";

type Started = Extract<DurableEvent, { type: "delegation.started" }>;
type Finished = Extract<DurableEvent, { type: "delegation.finished" }>;

/** A piece of work for another agent. */
export type Work = {
  id: string;
  groupId: string;
  how: Started["how"];
  partner: Partner;
  /** Who wants it done. */
  by: Pick<PlannedAgent, "node">;
  task: unknown;
  /** What it may use at most; the smaller of this and the delegate's own limits holds. */
  limits: Started["limits"];
};

/** How a piece of work ended, with what it took. */
export type WorkEnd = {
  id: string;
  nodeId: string;
  status: Finished["status"];
  result: unknown;
  error: { code: string; message: string } | null;
  tally: Tally;
};

const mostRepairs = 2;

/** Says that work is given; apart from doing it, so that the works of a group are all given before any begins. */
export function announce(host: RunHost, work: Work, part: AgentPart): void {
  host.emit({
    type: "delegation.started",
    delegationId: work.id,
    nodeId: work.partner.nodeId,
    byNodeId: work.by.node.id,
    wireId: work.partner.wireId,
    how: work.how,
    title: work.partner.title,
    task: work.task,
    groupId: work.groupId,
    depth: part.chain.length,
    limits: work.limits,
  });
}

/**
 * Has another agent do a piece of work in a lane of its own: with its own model, abilities, knowledge and limits, cut
 * to the slice it is given. Where it fails for reasons of its own, its stand-in does the work. A result that is not
 * there comes back as an end, never as an error; only a fault of ours and the end of the whole run are thrown.
 */
export async function doWork(
  host: RunHost,
  input: RunInput,
  work: Work,
  part: AgentPart,
  tally: Tally,
  stopped: AbortSignal,
): Promise<WorkEnd> {
  const lane = laneHost(host, work.id, stopped, work.by.node.id);
  const text = taskInWords(work.task);
  const own = tallyBeside(tally, text);
  const startedAt = tally.at;
  const { nodeId } = work.partner;
  const finish = (
    status: WorkEnd["status"],
    result: unknown,
    error: { code: string; message: string } | null,
  ): WorkEnd => {
    const turns = own.turns + own.beside.turns;
    const durationMs = own.at - startedAt;
    const told = { status, result, error, usage: own.usage, turns, durationMs };
    lane.emit({ type: "delegation.finished", delegationId: work.id, nodeId, ...told });
    return { id: work.id, nodeId, status, result, error, tally: own };
  };

  const step = part.plan.steps.get(nodeId);
  const agent = step?.does === "take-turns" ? step.agent : undefined;
  const refusal = agent ? whyRefused(work, part) : "There is no such agent in this blueprint.";
  if (!agent || refusal !== null)
    return finish("refused", null, { code: "limit_reached", message: refusal ?? "" });
  if (!(await admitted(lane, agent))) {
    const message = `“${agent.node.title}” failed too often lately and is not asked for now.`;
    const refused = finish("refused", null, { code: "unavailable", message });
    return (await standIn(lane, input, work, part, agent, refused, stopped)) ?? refused;
  }

  const typed = resultReader(work.partner.terms, (problem) =>
    lane.emit({
      type: "delegation.message",
      delegationId: work.id,
      nodeId: work.by.node.id,
      toNodeId: nodeId,
      text: problem,
    }),
  );
  let end: WorkEnd;
  try {
    const told = await runPhases(
      lane,
      {
        ...input,
        triggerNodeId: work.by.node.id,
        text,
        event: null,
        told: [],
        startedAt: new Date(startedAt).toISOString(),
      },
      cutTo(agent, work.limits),
      own,
      {
        ...part,
        chain: [...part.chain, nodeId],
        depthLeft: Math.min(part.depthLeft, work.partner.terms.depth) - 1,
        briefing: briefingOf(work),
        accepts: typed.accepts,
      },
    );
    if (told.error) end = finish("failed", null, told.error);
    else if (own.blocked !== null)
      end = finish("failed", null, {
        code: "guardrail_blocked",
        message: `${own.blocked} ${told.answer ?? ""}`.trim(),
      });
    else end = finish("succeeded", typed.read(told.answer ?? ""), null);
  } catch (caught) {
    const error = toAppError(caught);
    if (error.code === "internal") throw caught;
    const status = error.code === "cancelled" ? "cancelled" : "failed";
    end = finish(status, null, { code: error.code, message: error.message });
  }
  if (end.status === "cancelled") return end;
  const ownFault = end.status === "failed" && isOwnFault(end.error?.code ?? "");
  await reportEnd(lane, agent, !ownFault);
  return ownFault ? ((await standIn(lane, input, work, part, agent, end, stopped)) ?? end) : end;
}

/**
 * True for failures another agent may not have. What a person, a guard or a policy refused is refused to a stand-in as
 * well: asking again would go around them.
 */
export function isOwnFault(code: string): boolean {
  if (code === "invalid_input") return true;
  // It did nothing wrong: the budget was used up, for whoever stands in as well.
  if (code === "budget_reached") return false;
  return Object.hasOwn(errorTable, code) && errorTable[code as ErrorCode].blame !== "caller";
}

async function standIn(
  lane: RunHost,
  input: RunInput,
  work: Work,
  part: AgentPart,
  failed: PlannedAgent,
  end: WorkEnd,
  stopped: AbortSignal,
): Promise<WorkEnd | null> {
  const partner = standInOf(failed.partners);
  if (!partner) return null;
  const { tally } = end;
  const instead: Work = {
    ...work,
    id: `${work.id}.s`,
    how: "stand-in",
    // It owes what the failed agent owed: the same kind of result, within the same slice.
    partner: { ...partner, terms: { ...work.partner.terms, depth: partner.terms.depth } },
    by: failed,
  };
  const its = { ...part, chain: [...part.chain, failed.node.id] };
  announce(lane, instead, its);
  const replaced = await doWork(lane, input, instead, its, tally, stopped);
  tally.at = replaced.tally.at;
  tally.waitedMs += replaced.tally.waitedMs;
  mergeTally(tally, replaced.tally);
  return { ...replaced, id: work.id, tally };
}

function whyRefused(work: Work, part: AgentPart): string | null {
  if (part.chain.includes(work.partner.nodeId))
    return `“${work.partner.title}” is already at work on this, so it cannot be given to it again.`;
  if (part.depthLeft <= 0)
    return "Work may be passed on no deeper here. Do it yourself, or answer with what you have.";
  return null;
}

/** An agent that may use no more than its slice. */
function cutTo(agent: PlannedAgent, slice: Work["limits"]): PlannedAgent {
  const { limits } = agent.settings;
  const least = (own: number | null, given: number | null) =>
    own === null ? given : given === null ? own : Math.min(own, given);
  return {
    ...agent,
    settings: {
      ...agent.settings,
      limits: {
        ...limits,
        costUsd: least(limits.costUsd, slice.costUsd),
        tokens: least(limits.tokens, slice.tokens) ?? limits.tokens,
        seconds: least(limits.seconds, slice.seconds) ?? limits.seconds,
      },
    },
  };
}

/** A task as the message its delegate reads. */
export function taskInWords(task: unknown): string {
  if (typeof task === "string") return task;
  if (typeof task === "object" && task !== null && Object.keys(task).join() === "task" && "task" in task)
    return String(task.task);
  return JSON.stringify(task, null, 2);
}

/** Why arguments are no task of these terms, or null when they are one. */
export function taskProblem(terms: TeamTerms, given: unknown): string | null {
  const parsed = checkerOf(terms.task ?? plainTask).safeParse(given);
  if (parsed.success) return null;
  return parsed.error.issues.map((issue) => `${issue.path.join(".") || "task"}: ${issue.message}`).join("; ");
}

function briefingOf({ by, partner }: Work): string {
  const asked = `## Your task\nYou work for the agent “${by.node.title}”. The message is your task; your answer goes to that agent, not to a contact.`;
  if (partner.terms.result === null) return asked;
  return `${asked}\nAnswer with JSON only, fitting this JSON Schema: ${JSON.stringify(partner.terms.result)}`;
}

function resultReader(terms: TeamTerms, tell: (problem: string) => void) {
  let repairs = 0;
  const parse = (answer: string) => {
    const value = readJson(answer);
    if (value === undefined) return { ok: false as const, problem: "it is not JSON" };
    const parsed = checkerOf(terms.result ?? {}).safeParse(value);
    const [issue] = parsed.error?.issues ?? [];
    return parsed.success
      ? { ok: true as const, value: parsed.data }
      : { ok: false as const, problem: `${issue?.path.join(".") || "the result"}: ${issue?.message}` };
  };
  return {
    accepts: (answer: string): string | false | null => {
      if (terms.result === null) return null;
      const parsed = parse(answer);
      if (parsed.ok) return null;
      repairs += 1;
      const problem = `Your result cannot be used: ${parsed.problem}. Answer with JSON that fits the schema.`;
      tell(problem);
      return repairs > mostRepairs ? false : problem;
    },
    read: (answer: string): unknown => {
      if (terms.result === null) return answer;
      const parsed = parse(answer);
      if (parsed.ok) return parsed.value;
      throw new AppError("provider_failed", `The result does not fit: ${parsed.problem}.`);
    },
  };
}
