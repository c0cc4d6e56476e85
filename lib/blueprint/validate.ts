import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { abilityIssues } from "./checks/abilities.ts";
import { policyIssues } from "./checks/policies.ts";
import { presenceIssues } from "./checks/presence.ts";
import { promptIssues } from "./checks/prompts.ts";
import { reachIssues } from "./checks/reach.ts";
import { referenceIssues, type World } from "./checks/references.ts";
import { teamIssues } from "./checks/teams.ts";
import { wireIssues } from "./checks/wires.ts";
import { frameIssues } from "./frames.ts";
import type { Issue } from "./issue.ts";
import type { Blueprint } from "./schema.ts";

const order = { error: 0, warning: 1, hint: 2 } as const;

/**
 * Everything wrong or improvable, errors first. With a `world` it also tells names of datasets, tables and
 * secrets that the workspace does not have.
 */
export function validateBlueprint(document: Blueprint, world?: World): Issue[] {
  const issues = [
    ...presenceIssues(document),
    ...wireIssues(document),
    ...configIssues(document),
    ...reachIssues(document),
    ...abilityIssues(document),
    ...teamIssues(document),
    ...policyIssues(document),
    ...promptIssues(document),
    ...frameIssues(document),
    ...(world ? referenceIssues(document, world) : []),
  ];
  return bySeverity(issues);
}

/** Issues with the errors first, otherwise in their order. */
export function bySeverity(issues: readonly Issue[]): Issue[] {
  return issues.toSorted((a, b) => order[a.severity] - order[b.severity]);
}

/** Whether a list of issues stands in the way of publishing. */
export function blocksPublishing(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === "error");
}

function configIssues(document: Blueprint): Issue[] {
  return document.nodes.flatMap((node) =>
    nodeDefinition(node.kind)
      .check(node.config)
      .map((problem): Issue => ({ ...problem, node: node.id })),
  );
}
