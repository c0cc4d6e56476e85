import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { nodesOfKind } from "../graph.ts";
import type { Issue } from "../issue.ts";
import type { Blueprint } from "../schema.ts";

/** What every blueprint must have: a goal, something that acts, something that starts it. */
export function presenceIssues(document: Blueprint): Issue[] {
  const roles = new Set(document.nodes.map((node) => nodeDefinition(node.kind).role));
  const issues: Issue[] = [];
  if (nodesOfKind(document, "goal").length === 0)
    issues.push({
      severity: "error",
      code: "goal-missing",
      message: "What should this blueprint achieve? It has no goal.",
      why: "Without a goal a run has no outcome: nobody can tell a good one from a bad one.",
      fix: "Add a goal and wire the agent to it.",
    });
  if (!roles.has("step"))
    issues.push({
      severity: "error",
      message: "Nothing acts in this blueprint.",
      fix: "Add an agent, or a rule that answers.",
    });
  if (!roles.has("trigger"))
    issues.push({
      severity: "error",
      message: "Nothing starts this blueprint.",
      fix: "Add a chat, a webhook or a schedule and wire it to the agent.",
    });
  return [...issues, ...rivalStarts(document)];
}

// Chats and webhooks have addresses of their own; a run asked for by the API must then name its start.
function rivalStarts(document: Blueprint): Issue[] {
  const byKind = Map.groupBy(
    document.nodes.filter((node) => nodeDefinition(node.kind).role === "trigger"),
    (node) => node.kind,
  );
  return [...byKind.values()].flatMap((starts): Issue[] => {
    const [first, ...rivals] = starts;
    if (!first || rivals.length === 0) return [];
    return [
      {
        severity: "hint",
        node: first.id,
        message: `There are ${starts.length} starts of this kind, so a run asked for by the API must say which one it means.`,
        fix: `Send \`trigger\` with one of ${starts.map((node) => node.id).join(", ")}.`,
      },
    ];
  });
}
