import { type AnyAbilityDefinition, abilityDefinition } from "#lib/abilities/definitions.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import type { StyleGuide } from "#lib/blueprint/style-guide.ts";
import type { NodeKind } from "#lib/nodes/definitions.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import type {
  AbilitySettings,
  AgentSettings,
  ExperimentSettings,
  GoalSettings,
  NodeExecutor,
} from "#lib/nodes/execute-node.ts";
import type { Policies } from "./policy.ts";
import { type Partner, partnersOf } from "./team-partners.ts";

/** Looks up what a kind does; handed in, so that planning stays pure. */
export type ExecutorOf = (kind: NodeKind) => NodeExecutor<never>;

/** A node with what it does, its config bound. */
export type PlannedNode<Does extends NodeExecutor<never>["does"]> = {
  node: BlueprintNode;
  executor: Extract<NodeExecutor<never>, { does: Does }>;
};

/** An ability as one agent may use it. */
export type PlannedAbility = {
  node: BlueprintNode;
  settings: AbilitySettings;
  definition: AnyAbilityDefinition;
  /** Asked in this order before it is used. */
  approvals: PlannedNode<"ask">[];
};

/** A goal with what it measures. */
export type PlannedGoal = { node: BlueprintNode; settings: GoalSettings };

/** An agent with everything its wires give it. */
export type PlannedAgent = {
  node: BlueprintNode;
  settings: AgentSettings;
  goals: PlannedGoal[];
  knowledge: PlannedNode<"know">[];
  memories: PlannedNode<"remember">[];
  abilities: PlannedAbility[];
  guards: PlannedNode<"inspect">[];
  policies: Policies;
  /** The agents it works with, by the wires that leave it. */
  partners: Partner[];
  /** The language to answer in when the message does not tell. */
  language: string;
  /** How it speaks to people, where the blueprint says so. */
  style?: StyleGuide;
};

/** One step reached from a trigger. */
export type PlannedStep =
  | { does: "branch"; node: BlueprintNode; rule: PlannedNode<"branch"> }
  | { does: "assign"; node: BlueprintNode; settings: ExperimentSettings }
  | { does: "take-turns"; node: BlueprintNode; agent: PlannedAgent }
  | {
      does: "share-work";
      node: BlueprintNode;
      board: PlannedNode<"share-work">;
      /** Who works on it, by its wires. */
      partners: Partner[];
      policies: Policies;
    };

/** What a run will walk: the steps by node id and how they follow one another. */
export type RunPlan = {
  steps: Map<string, PlannedStep>;
  /** The step and wire behind a node's port, or undefined where the way ends. */
  next: (nodeId: string, port: string) => { step: PlannedStep; wireId: string } | undefined;
  /** The first step of a run and the wire it is reached by; null wire where the run begins at an agent. */
  start: (triggerNodeId: string) => { step: PlannedStep; wireId: string | null } | undefined;
  /** Every goal of every agent, or of the one the run begins at. */
  goals: PlannedGoal[];
};

const plans = new WeakMap<Blueprint, RunPlan>();

/** {@link planRun}, once for each parsed document: a published version is walked run after run. */
export function planOf(document: Blueprint, executorOf: ExecutorOf): RunPlan {
  const known = plans.get(document);
  if (known) return known;
  const plan = planRun(document, executorOf);
  plans.set(document, plan);
  return plan;
}

/** Which steps, which agents, each with its goals, knowledge, abilities and guards. Pure; unknown wires lead nowhere. */
export function planRun(document: Blueprint, executorOf: ExecutorOf): RunPlan {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const wiresFrom = Map.groupBy(document.wires, (wire) => wire.from.node);
  const wiresTo = Map.groupBy(document.wires, (wire) => wire.to.node);

  const as = <Does extends NodeExecutor<never>["does"]>(id: string, does: Does): PlannedNode<Does>[] => {
    const node = nodes.get(id);
    const executor = node ? executorOf(node.kind) : undefined;
    return node && executor?.does === does ? [{ node, executor } as PlannedNode<Does>] : [];
  };
  const outOf = (id: string) => (wiresFrom.get(id) ?? []).map((wire) => wire.to.node);
  const into = (id: string) => (wiresTo.get(id) ?? []).map((wire) => wire.from.node);

  const abilitiesOf = (id: string, approvals: PlannedNode<"ask">[], seen: Set<string>): PlannedAbility[] =>
    outOf(id).flatMap((target) => {
      const [gate] = as(target, "ask");
      if (gate)
        return seen.has(target) ? [] : abilitiesOf(target, [...approvals, gate], new Set(seen).add(target));
      return as(target, "act").flatMap(({ node, executor }) => {
        const settings = executor.settings(node.config as never);
        const definition = abilityDefinition(settings.ability);
        return definition ? [{ node, settings, definition, approvals }] : [];
      });
    });

  const measuredBy = (id: string) => into(id).flatMap((source) => as(source, "measure"));
  const goalsOf = (id: string): PlannedGoal[] =>
    outOf(id)
      .flatMap((target) => as(target, "assess"))
      .map(({ node, executor }) =>
        withFeedback({ node, settings: executor.settings(node.config as never) }, [
          ...measuredBy(node.id),
          ...measuredBy(id),
        ]),
      );

  const everywhere = document.nodes.flatMap((node) =>
    as(node.id, "inspect").filter(({ executor }) => executor.everywhere(node.config as never)),
  );
  const guardsOf = (id: string): PlannedNode<"inspect">[] => {
    const wired = into(id).flatMap((source) => as(source, "inspect"));
    const known = new Set(wired.map(({ node }) => node.id));
    return [...everywhere.filter(({ node }) => !known.has(node.id)), ...wired];
  };
  const policies: Policies = {
    rules: document.settings.policies,
    unlistedWrites: document.settings.unlistedWrites,
    timeZone: document.settings.timeZone,
  };

  const steps = new Map<string, PlannedStep>();
  for (const node of document.nodes) {
    for (const rule of as(node.id, "branch")) steps.set(node.id, { does: "branch", node, rule });
    for (const { executor } of as(node.id, "assign"))
      steps.set(node.id, { does: "assign", node, settings: executor.settings(node.config as never) });
    for (const board of as(node.id, "share-work"))
      steps.set(node.id, {
        does: "share-work",
        node,
        board,
        partners: partnersOf(document, node.id),
        policies,
      });
    for (const { executor } of as(node.id, "take-turns"))
      steps.set(node.id, {
        does: "take-turns",
        node,
        agent: {
          node,
          settings: executor.settings(node.config as never),
          goals: goalsOf(node.id),
          knowledge: outOf(node.id).flatMap((target) => as(target, "know")),
          memories: outOf(node.id).flatMap((target) => as(target, "remember")),
          abilities: withoutRepeats(abilitiesOf(node.id, [], new Set())),
          guards: guardsOf(node.id),
          policies,
          partners: partnersOf(document, node.id),
          language: document.settings.language,
          ...(document.settings.style ? { style: document.settings.style } : {}),
        },
      });
  }

  const goals = new Map<string, PlannedGoal>();
  for (const step of steps.values())
    if (step.does === "take-turns")
      for (const goal of step.agent.goals)
        goals.set(goal.node.id, joinCriteria(goals.get(goal.node.id), goal));

  const next: RunPlan["next"] = (nodeId, port) => {
    const wire = (wiresFrom.get(nodeId) ?? []).find((candidate) => candidate.from.port === port);
    const step = wire && steps.get(wire.to.node);
    return step ? { step, wireId: wire.id } : undefined;
  };
  return {
    steps,
    goals: [...goals.values()],
    next,
    start: (triggerNodeId) => next(triggerNodeId, "starts"),
  };
}

/** A goal with a criterion for each feedback that measures it or the agent that pursues it. */
function withFeedback(goal: PlannedGoal, feedback: PlannedNode<"measure">[]): PlannedGoal {
  const nodes = new Map(feedback.map((one) => [one.node.id, one]));
  const more = [...nodes.values()].map(({ node, executor }) => ({
    ...executor.settings(node.config as never),
    id: `feedback:${node.id}`,
    label: node.title === "" ? "Feedback" : node.title,
    appliesWhen: "",
  }));
  const { settings } = goal;
  return more.length === 0
    ? goal
    : { ...goal, settings: { ...settings, criteria: [...settings.criteria, ...more] } };
}

// Two agents may pursue one goal and be measured by different feedback: the run's goal has all of it.
function joinCriteria(before: PlannedGoal | undefined, goal: PlannedGoal): PlannedGoal {
  if (!before) return goal;
  const known = new Set(before.settings.criteria.map(({ id }) => id));
  const more = goal.settings.criteria.filter(({ id }) => !known.has(id));
  return more.length === 0
    ? before
    : { ...before, settings: { ...before.settings, criteria: [...before.settings.criteria, ...more] } };
}

/** The same plan begun at one agent, which keeps all its wires, and measured by its goals alone. */
export function startAtAgent(plan: RunPlan, agentNodeId: string): RunPlan {
  const step = plan.steps.get(agentNodeId);
  const agent = step?.does === "take-turns" ? step.agent : undefined;
  return {
    ...plan,
    goals: agent?.goals ?? [],
    start: () => (step && agent ? { step, wireId: null } : undefined),
  };
}

/** The plan with another beginning: whatever stands before the node is passed over, everything else is as it was. */
export function startAtNode(plan: RunPlan, nodeId: string): RunPlan {
  const step = plan.steps.get(nodeId);
  return { ...plan, start: () => (step ? { step, wireId: null } : undefined) };
}

// The same ability wired both directly and behind an approval is asked about: the strictest way wins.
function withoutRepeats(abilities: PlannedAbility[]): PlannedAbility[] {
  const byNode = new Map<string, PlannedAbility>();
  for (const ability of abilities) {
    const known = byNode.get(ability.node.id);
    if (!known || ability.approvals.length > known.approvals.length) byNode.set(ability.node.id, ability);
  }
  return [...byNode.values()];
}

/** The start of a run, or why it cannot be told which one is meant. */
export type TriggerChoice =
  | { node: BlueprintNode }
  | { problem: "missing" | "unknown" | "ambiguous"; starts: string[] };

/**
 * The node that starts a run: the one asked for; else the only one that leads anywhere; else the only one made for
 * this kind of input. Never the first in some order: moving a node must not change what a run does.
 */
export function chooseTrigger(
  document: Blueprint,
  executorOf: ExecutorOf,
  wanted: { nodeId: string | null; takes: "text" | "event" },
): TriggerChoice {
  const triggers = document.nodes.filter((node) => nodeDefinition(node.kind).role === "trigger");
  const starts = triggers.map((node) => node.id).sort();
  if (wanted.nodeId !== null) {
    const node = triggers.find(({ id }) => id === wanted.nodeId);
    return node ? { node } : { problem: triggers.length === 0 ? "missing" : "unknown", starts };
  }
  const sources = new Set(document.wires.map((wire) => wire.from.node));
  const wired = triggers.filter((node) => sources.has(node.id));
  const usable = wired.length > 0 ? wired : triggers;
  const fitting = usable.filter((node) => {
    const executor = executorOf(node.kind);
    return executor.does === "start" && executor.takes === wanted.takes;
  });
  const [only, ...others] = usable.length === 1 ? usable : fitting;
  if (only && others.length === 0) return { node: only };
  return { problem: triggers.length === 0 ? "missing" : "ambiguous", starts };
}
