import { neighboursOf, nodesOfKind } from "../graph.ts";
import type { Issue } from "../issue.ts";
import { abilityOf } from "../references.ts";
import type { Blueprint, BlueprintNode } from "../schema.ts";

const byNumber = new Intl.Collator("en", { numeric: true });
const readingMethods: ReadonlySet<unknown> = new Set(["GET", "HEAD"]);

/** Names that clash, criteria nobody can meet, acts that cannot be taken back, and more tools than a model handles well. */
export function abilityIssues(document: Blueprint): Issue[] {
  const agents = nodesOfKind(document, "agent").map((agent) => ({
    agent,
    uses: usableBy(document, agent),
  }));
  return [
    ...agents.flatMap(({ agent, uses }) => [...sameNames(agent, uses), ...tooMany(document, agent, uses)]),
    ...unmeetable(document, agents),
    ...agents.flatMap(({ agent }) => unguarded(document, agent)),
  ];
}

/** The ability nodes an agent can use, directly or behind approvals. */
export function usableBy(document: Blueprint, agent: BlueprintNode): BlueprintNode[] {
  const found = new Map<string, BlueprintNode>();
  const passed = new Set<string>();
  const open = neighboursOf(document, agent.id, "can", "out");
  for (let node = open.pop(); node; node = open.pop()) {
    if (passed.has(node.id)) continue;
    passed.add(node.id);
    if ("ability" in node.config) found.set(node.id, node);
    else open.push(...neighboursOf(document, node.id, "can", "out"));
  }
  return [...found.values()];
}

function sameNames(agent: BlueprintNode, uses: BlueprintNode[]): Issue[] {
  const seen = new Set<string>();
  return uses.flatMap((node): Issue[] => {
    const name = nameOf(node);
    if (name === "" || !seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      {
        severity: "error",
        node: node.id,
        field: "name",
        message: `“${agent.title}” has two abilities named “${name}” and could not tell them apart.`,
        fix: "Give one of them another name.",
      },
    ];
  });
}

function tooMany(document: Blueprint, agent: BlueprintNode, uses: BlueprintNode[]): Issue[] {
  const most = document.settings.splitAbove.abilities;
  if (most === 0 || uses.length <= most) return [];
  const groups = splitOf(uses);
  return [
    {
      severity: "hint",
      code: "agent-many-abilities",
      node: agent.id,
      message: `“${agent.title}” has ${uses.length} abilities; models choose worse among many.`,
      why: `Every ability is described to the model in every turn, and above about ${most} it picks the wrong one more often. The threshold is in the blueprint's settings.`,
      fix:
        groups.length >= 2
          ? `Split the work between agents. These belong together: ${groups.map(({ about, names }) => `${about} (${names.join(", ")})`).join("; ")}.`
          : "Split the work between agents, or remove abilities that are hardly used.",
    },
  ];
}

/** Abilities that work on the same thing: a table, a host, else the same kind of act; the largest group first. */
function splitOf(uses: BlueprintNode[]): { about: string; names: string[] }[] {
  const groups = Map.groupBy(uses, (node) => {
    const ability = abilityOf(node);
    const { table, url } = (ability?.settings ?? {}) as { table?: unknown; url?: unknown };
    if (typeof table === "string" && table !== "") return `table ${table}`;
    if (typeof url === "string" && URL.canParse(url)) return new URL(url).host;
    return ability?.definition.title ?? "others";
  });
  return [...groups]
    .map(([about, nodes]) => ({ about, names: nodes.map(nameOf).sort(byNumber.compare) }))
    .sort((one, other) => other.names.length - one.names.length || byNumber.compare(one.about, other.about))
    .slice(0, 6)
    .map(({ about, names }) => ({
      about,
      names: names.length <= 5 ? names : [...names.slice(0, 4), `${names.length - 4} more`],
    }));
}

function unmeetable(document: Blueprint, agents: { agent: BlueprintNode; uses: BlueprintNode[] }[]): Issue[] {
  return nodesOfKind(document, "goal").flatMap((goal) => {
    const pursuers = new Set(neighboursOf(document, goal.id, "pursues", "in").map((node) => node.id));
    if (pursuers.size === 0) return [];
    const names = new Set(
      agents.filter(({ agent }) => pursuers.has(agent.id)).flatMap(({ uses }) => uses.map(nameOf)),
    );
    return goal.config.criteria.flatMap((criterion, index): Issue[] => {
      const wanted = "ability" in criterion ? criterion.ability : "";
      if (wanted === "" || names.has(wanted)) return [];
      return [
        {
          severity: "error",
          node: goal.id,
          field: `criteria.${index}.ability`,
          message: `No agent that pursues this goal has an ability named “${wanted}”.`,
          fix: "Choose another ability, or wire this one to the agent.",
        },
      ];
    });
  });
}

function unguarded(document: Blueprint, agent: BlueprintNode): Issue[] {
  return neighboursOf(document, agent.id, "can", "out").flatMap((node): Issue[] => {
    const ability = abilityOf(node);
    if (ability?.definition.reversibility !== "irreversible" || ability.definition.effect !== "write")
      return [];
    if (readingMethods.has(ability.settings.method)) return [];
    if ("permission" in node.config && node.config.permission !== "auto") return [];
    const asked = ability.definition.asks(ability.settings);
    // What stays in the workspace, such as handing over to a person, needs nobody's leave.
    if ((asked.hosts ?? []).length + (asked.secrets ?? []).length === 0) return [];
    return [
      {
        severity: "warning",
        node: node.id,
        message: `What “${node.title}” does cannot be taken back, and nobody is asked first.`,
        fix: "Let the agent use it by itself only if it can be taken back, or put an approval before it.",
      },
    ];
  });
}

function nameOf(node: BlueprintNode): string {
  return "ability" in node.config ? node.config.name : "";
}
