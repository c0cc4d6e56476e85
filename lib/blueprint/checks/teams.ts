import { neighboursOf, nodesOfKind, wiresOf } from "../graph.ts";
import type { Issue } from "../issue.ts";
import type { Blueprint, BlueprintNode } from "../schema.ts";
import { plainTerms, type TeamTerms } from "../team-terms.ts";
import { usableBy } from "./abilities.ts";

/** Teams that could not work: a board nobody works on, an agent that routes to nobody, two stand-ins, names that clash. */
export function teamIssues(document: Blueprint): Issue[] {
  return [
    ...nodesOfKind(document, "board").flatMap((board) => idleBoard(document, board)),
    ...nodesOfKind(document, "agent").flatMap((agent) => [
      ...lonelyRouter(document, agent, agent.config.strategy === "route"),
      ...rivalStandIns(document, agent),
      ...clashes(document, agent),
    ]),
  ];
}

function termsFrom(document: Blueprint, node: BlueprintNode): { id: string; terms: TeamTerms }[] {
  return wiresOf(document, node.id, "delegates")
    .filter((wire) => wire.from.node === node.id)
    .map(({ id, terms }) => ({ id, terms: terms ?? plainTerms }));
}

function idleBoard(document: Blueprint, board: BlueprintNode): Issue[] {
  if (neighboursOf(document, board.id, "delegates", "out").length > 0) return [];
  return [
    {
      severity: "error",
      node: board.id,
      message: `Nobody works on “${board.title}”.`,
      fix: "Wire it to the agents that should take its tasks.",
    },
  ];
}

function lonelyRouter(document: Blueprint, agent: BlueprintNode, routes: boolean): Issue[] {
  if (!routes || termsFrom(document, agent).some(({ terms }) => terms.protocol === "delegate")) return [];
  return [
    {
      severity: "error",
      node: agent.id,
      field: "strategy",
      message: `“${agent.title}” routes, but there is nobody to route to.`,
      fix: "Wire it to the specialists, or choose another strategy.",
    },
  ];
}

function rivalStandIns(document: Blueprint, agent: BlueprintNode): Issue[] {
  const standIns = termsFrom(document, agent).filter(({ terms }) => terms.protocol === "stand-in");
  if (standIns.length < 2) return [];
  return [
    {
      severity: "warning",
      node: agent.id,
      message: `“${agent.title}” has ${standIns.length} stand-ins; only the first one is ever used.`,
      fix: "Give the stand-in a stand-in of its own.",
    },
  ];
}

function clashes(document: Blueprint, agent: BlueprintNode): Issue[] {
  const abilities = new Set(
    usableBy(document, agent).map((node) => ("ability" in node.config ? node.config.name : "")),
  );
  const named = termsFrom(document, agent).map(({ terms }) => terms.name);
  const twice = named.filter(
    (name, index) => name !== "" && (abilities.has(name) || named.indexOf(name) < index),
  );
  return twice.map((name) => ({
    severity: "error",
    node: agent.id,
    message: `“${agent.title}” has two things named “${name}” and could not tell them apart.`,
    fix: "Give the wire or the ability another name.",
  }));
}
