import "server-only";
import { database } from "#db/client.server.ts";
import { readBlueprintNames, readNodeTitles } from "#db/queries/analytics.server.ts";
import { abilityDefinitions } from "#lib/abilities/definitions.ts";
import type { MetricDimension } from "#lib/analytics/define-metric.ts";

/** Gives the groups of a breakdown their names; what has none any more keeps its id. */
export async function labelGroups(
  workspaceId: string,
  by: MetricDimension | null,
  rows: { group: string }[],
): Promise<(group: string) => string> {
  const ids = [...new Set(rows.map(({ group }) => group.split("/")[0] ?? ""))];
  if (by === "blueprint" || by === "agent") {
    const [names, titles] = await Promise.all([
      readBlueprintNames(database(), workspaceId, ids),
      by === "agent" ? readNodeTitles(database(), workspaceId, ids) : new Map<string, string>(),
    ]);
    return (group) => {
      const name = names.get(group.split("/")[0] ?? "") ?? group;
      if (by === "blueprint") return name;
      return `${titles.get(group) ?? group.slice(group.indexOf("/") + 1)} (${name})`;
    };
  }
  if (by === "version") return (group) => (group === "draft" ? "Draft" : `Version ${group}`);
  if (by === "ability")
    return (group) =>
      Object.values(abilityDefinitions).find((definition) => definition.kind === group)?.title ?? group;
  return (group) => group;
}
