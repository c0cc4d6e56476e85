import { celProblem } from "#lib/foundation/cel.ts";
import type { Issue } from "../issue.ts";
import type { Blueprint } from "../schema.ts";

/** Policies that cannot be read, or speak of abilities the blueprint does not have. */
export function policyIssues(document: Blueprint): Issue[] {
  const names = new Set(
    document.nodes.flatMap((node) => ("ability" in node.config ? [node.config.name] : [])),
  );
  return document.settings.policies.flatMap((policy, index): Issue[] => {
    const title = policy.title === "" ? `Policy ${index + 1}` : policy.title;
    const at = `settings.policies.${index}`;
    const problem = policy.when.trim() === "" ? "it is empty" : celProblem(policy.when);
    const unknown = policy.before === "action" ? policy.abilities.filter((name) => !names.has(name)) : [];
    return [
      ...(problem === null
        ? []
        : [
            {
              severity: "error" as const,
              field: `${at}.when`,
              message: `The condition of “${title}” cannot be read: ${problem}`,
            },
          ]),
      ...unknown.map((name) => ({
        severity: "error" as const,
        field: `${at}.abilities`,
        message: `“${title}” is about the ability “${name}”, which this blueprint does not have.`,
        fix: "Name an ability as the model calls it, or none to mean all.",
      })),
    ];
  });
}
