import { addUsage } from "./add-usage.ts";
import type { RunUsage } from "./events.ts";
import type { RunState, RunStep } from "./run-state.ts";

/** A step with what happened inside of it: the work of a delegate, or what was done under a plan. */
export type TraceBranch = { step: RunStep; children: TraceBranch[] };

/** What one agent used in a run, over all the work it did. */
export type MemberCost = { nodeId: string; turns: number; ms: number; usage: RunUsage; delegations: number };

/** Something one agent told another. */
export type AgentMessage = {
  seq: number;
  at: string;
  fromNodeId: string;
  toNodeId: string;
  protocol: "task" | "result" | "error" | "repair" | "hand-over";
  content: unknown;
  delegationId: string | null;
};

/** How long work took that was done at the same time, against one after the other. */
export type SpeedUp = { groupId: string; nodeId: string; works: number; wallMs: number; sumMs: number };

/** The steps of a run as a tree: delegations hold their steps, and a plan what was done until the next one. */
export function traceTree(run: RunState): TraceBranch[] {
  const known = new Set(run.steps.flatMap((step) => (step.kind === "delegation" ? [step.delegationId] : [])));
  const lanes = Map.groupBy(run.steps, ({ within }) =>
    within !== undefined && known.has(within) ? within : "",
  );
  const branches = (lane: string): TraceBranch[] => {
    const found: TraceBranch[] = [];
    const plans = new Map<string, TraceBranch>();
    for (const step of lanes.get(lane) ?? []) {
      const branch: TraceBranch = {
        step,
        children: step.kind === "delegation" ? branches(step.delegationId) : [],
      };
      const plan = plans.get(ownerOf(step));
      if (step.kind !== "plan" && plan) plan.children.push(branch);
      else found.push(branch);
      if (step.kind === "plan") plans.set(step.nodeId, branch);
    }
    return found;
  };
  return branches("");
}

/** The agent on whose account a step is: the one that acts, delegates or joins. */
function ownerOf(step: RunStep): string {
  if (step.kind === "action") return step.agentNodeId;
  return step.kind === "delegation" ? step.byNodeId : step.nodeId;
}

/** What each agent used, those that used most money first. */
export function memberCosts(run: RunState): MemberCost[] {
  const costs = new Map<string, MemberCost>();
  const of = (nodeId: string): MemberCost => {
    const known = costs.get(nodeId) ?? {
      nodeId,
      turns: 0,
      ms: 0,
      usage: { inputTokens: 0, outputTokens: 0, costUsd: 0 },
      delegations: 0,
    };
    costs.set(nodeId, known);
    return known;
  };
  for (const step of run.steps) {
    if (step.kind === "turn" && step.usage) {
      const member = of(step.nodeId);
      member.turns += 1;
      member.ms += step.durationMs ?? 0;
      member.usage = addUsage(member.usage, step.usage);
    }
    if (step.kind === "decision") of(step.nodeId).usage = addUsage(of(step.nodeId).usage, step.usage);
    if (step.kind === "delegation") of(step.nodeId).delegations += 1;
  }
  return [...costs.values()].toSorted(
    (one, other) => (other.usage.costUsd ?? 0) - (one.usage.costUsd ?? 0) || other.turns - one.turns,
  );
}

/** What agents told each other, in order: tasks, results, and what was handed over. */
export function agentMessages(run: RunState): AgentMessage[] {
  const said: AgentMessage[] = [];
  for (const step of run.steps) {
    if (step.kind === "delegation") {
      const { seq, at, byNodeId, nodeId, delegationId } = step;
      said.push({
        seq,
        at,
        fromNodeId: byNodeId,
        toNodeId: nodeId,
        protocol: "task",
        content: step.task,
        delegationId,
      });
      if (step.finished === null) continue;
      const worked = step.status === "succeeded";
      said.push({
        ...step.finished,
        fromNodeId: nodeId,
        toNodeId: byNodeId,
        protocol: worked ? "result" : "error",
        content: worked ? step.result : (step.error?.message ?? step.status),
        delegationId,
      });
    }
    if (step.kind === "phase")
      said.push({
        seq: step.seq,
        at: step.at,
        fromNodeId: step.nodeId,
        toNodeId: step.toNodeId,
        protocol: "hand-over",
        content: step.payload,
        delegationId: step.within ?? null,
      });
    if (step.kind === "message")
      said.push({
        seq: step.seq,
        at: step.at,
        fromNodeId: step.nodeId,
        toNodeId: step.toNodeId,
        protocol: "repair",
        content: step.text,
        delegationId: step.delegationId,
      });
  }
  return said.toSorted((one, other) => one.seq - other.seq);
}

/** The groups of works done at the same time. */
export function speedUps(run: RunState): SpeedUp[] {
  return run.steps.flatMap((step) => {
    if (step.kind !== "join") return [];
    const { groupId, nodeId, wallMs, sumMs } = step;
    // A stand-in works in the place of one of them, not beside it.
    const works = run.steps.filter(
      (one) => one.kind === "delegation" && one.groupId === groupId && one.how !== "stand-in",
    ).length;
    return works > 1 ? [{ groupId, nodeId, works, wallMs, sumMs }] : [];
  });
}
