import { nodesOfKind } from "../graph.ts";
import type { Issue } from "../issue.ts";
import type { Blueprint } from "../schema.ts";

const heavyCharacters = 6000;
const charactersPerToken = 4;

/** Instructions so long that every turn pays for them. */
export function promptIssues(document: Blueprint): Issue[] {
  return nodesOfKind(document, "agent").flatMap((agent): Issue[] => {
    const { instructions, maxTurns } = agent.config;
    if (instructions.length < heavyCharacters) return [];
    const tokens = Math.round(instructions.length / charactersPerToken / 100) * 100;
    return [
      {
        severity: "hint",
        node: agent.id,
        field: "instructions",
        message: `These instructions cost about ${tokens} tokens in every turn, up to ${maxTurns} times a run.`,
        fix: "Move facts into a dataset, fixed answers into a rule, and limits into policies.",
      },
    ];
  });
}
