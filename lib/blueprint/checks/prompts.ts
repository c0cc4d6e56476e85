import type { ConfigProblem } from "#lib/nodes/define-node.ts";
import { neighboursOf, nodesOfKind } from "../graph.ts";
import type { Issue } from "../issue.ts";
import type { Blueprint } from "../schema.ts";
import { type PromptSurroundings, promptAdvice, promptProblems } from "./prompt-rules.ts";

type Agent = ReturnType<typeof nodesOfKind<"agent">>[number];

/** What is plainly wrong in the instructions of the agents. */
export function promptIssues(document: Blueprint): Issue[] {
  return nodesOfKind(document, "agent").flatMap((agent) =>
    promptProblems(agent.config.instructions, around(document, agent)).map(
      (problem): Issue => ({ ...problem, node: agent.id }),
    ),
  );
}

/** All that can be said about instructions for this agent, as they stand or as `text`; null where it is no agent. */
export function adviseOnPrompt(document: Blueprint, agentId: string, text?: string): ConfigProblem[] | null {
  const agent = nodesOfKind(document, "agent").find(({ id }) => id === agentId);
  if (!agent) return null;
  const written = text ?? agent.config.instructions;
  const surroundings = around(document, agent);
  return [...promptProblems(written, surroundings), ...promptAdvice(written, surroundings)];
}

function around(document: Blueprint, agent: Agent): PromptSurroundings {
  return {
    goals: neighboursOf(document, agent.id, "pursues", "out").flatMap((node) =>
      "statement" in node.config ? [{ title: node.title, statement: node.config.statement }] : [],
    ),
    maxTurns: agent.config.maxTurns,
    tokensAbove: document.settings.splitAbove.instructionTokens,
  };
}
