import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { neighboursOf, nodesOfKind, portsOf, wiresOf } from "../graph.ts";
import type { Issue } from "../issue.ts";
import type { Blueprint, BlueprintNode } from "../schema.ts";

/** Nodes that no run will ever touch, and agents that pursue nothing. */
export function reachIssues(document: Blueprint): Issue[] {
  const hasStep = document.nodes.some((node) => nodeDefinition(node.kind).role === "step");
  return [
    ...(hasStep ? document.nodes.flatMap((node) => byRole(document, node)) : []),
    ...nodesOfKind(document, "agent").flatMap((agent) => aimless(document, agent)),
    ...nodesOfKind(document, "goal").flatMap((goal) => unpursued(document, goal)),
    ...nodesOfKind(document, "approval").flatMap((approval) => idleApproval(document, approval)),
  ];
}

function byRole(document: Blueprint, node: BlueprintNode): Issue[] {
  const { role } = nodeDefinition(node.kind);
  if (role === "trigger" && neighboursOf(document, node.id, "starts", "out").length === 0)
    return [
      {
        severity: "error",
        node: node.id,
        message: `“${node.title}” starts nothing.`,
        fix: "Wire it to the agent or rule it should start.",
      },
    ];
  const isStarted = (["starts", "delegates"] as const).some(
    (relation) => neighboursOf(document, node.id, relation, "in").length > 0,
  );
  if (role === "step" && !isStarted)
    return [
      {
        severity: "warning",
        node: node.id,
        message: `Nothing starts “${node.title}”, so it never takes a turn.`,
        fix: "Wire a chat, a webhook, a schedule, a rule, or an agent that works with it.",
      },
    ];
  const isLoose = portsOf(node).length > 0 && wiresOf(document, node.id).length === 0;
  // Goals and approvals have words of their own below.
  if (!isLoose || !nodeLooseIsHint(node)) return [];
  return [
    {
      severity: "hint",
      node: node.id,
      message: `“${node.title}” is wired to nothing.`,
      fix: "Wire it to the agent that needs it, or remove it.",
    },
  ];
}

function nodeLooseIsHint(node: BlueprintNode): boolean {
  const { role } = nodeDefinition(node.kind);
  const onlyGuards = portsOf(node).every(
    (port) => port.relation === "guards" || port.relation === "measures",
  );
  return role === "resource" || (role === "guard" && onlyGuards);
}

function aimless(document: Blueprint, agent: BlueprintNode): Issue[] {
  if (neighboursOf(document, agent.id, "pursues", "out").length > 0) return [];
  // Whoever only works for others is measured by what they pursue.
  const [starts, asks] = (["starts", "delegates"] as const).map(
    (relation) => neighboursOf(document, agent.id, relation, "in").length,
  );
  if (starts === 0 && asks !== 0) return [];
  return [
    {
      severity: "warning",
      node: agent.id,
      message: `“${agent.title}” pursues no goal, so its runs are not measured.`,
      fix: "Wire it to a goal.",
    },
  ];
}

function unpursued(document: Blueprint, goal: BlueprintNode): Issue[] {
  const hasAgents = nodesOfKind(document, "agent").length > 0;
  if (!hasAgents || neighboursOf(document, goal.id, "pursues", "in").length > 0) return [];
  return [
    {
      severity: "warning",
      node: goal.id,
      message: `No agent pursues “${goal.title}”.`,
      fix: "Wire an agent to it.",
    },
  ];
}

function idleApproval(document: Blueprint, approval: BlueprintNode): Issue[] {
  const hasAbility = neighboursOf(document, approval.id, "can", "out").length > 0;
  const hasAgent = neighboursOf(document, approval.id, "can", "in").length > 0;
  if (hasAbility && hasAgent) return [];
  return [
    {
      severity: "error",
      node: approval.id,
      message: `“${approval.title}” stands between no agent and ability, so it would never ask.`,
      fix: hasAgent
        ? "Wire it on to the ability it should guard."
        : "Wire the agent to it, and it to the ability it should guard.",
    },
  ];
}
