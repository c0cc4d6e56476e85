import { portOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { plainTask, plainTerms, type TeamTerms } from "#lib/blueprint/team-terms.ts";
import { slugOf } from "#lib/foundation/slug.ts";
import type { TurnTool } from "#lib/models/turn-message.ts";

/** Another agent at the end of a wire, with the terms of the wire and the name it is called by. */
export type Partner = { nodeId: string; title: string; wireId: string; terms: TeamTerms; tool: string };

const verbs = { delegate: "ask", "hand-over": "hand_over_to", "stand-in": "stand_in" } as const;

/** The agents a node works with, in the order of their wires' ids, so that moving a wire changes nothing. */
export function partnersOf(document: Blueprint, nodeId: string): Partner[] {
  const taken = new Set<string>();
  return document.wires
    .filter((wire) => wire.from.node === nodeId && portOf(document, wire.from)?.relation === "delegates")
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .flatMap((wire): Partner[] => {
      const node = document.nodes.find(({ id }) => id === wire.to.node);
      if (!node) return [];
      const terms = wire.terms ?? plainTerms;
      const wished =
        terms.name || `${verbs[terms.protocol]}_${slugOf(node.title, node.id).replaceAll("-", "_")}`;
      const tool = taken.has(wished) ? `${wished}_${node.id}`.slice(0, 64) : wished.slice(0, 64);
      taken.add(tool);
      return [{ nodeId: node.id, title: node.title, wireId: wire.id, terms, tool }];
    });
}

/** The partners as tools: one for each agent work can be given or handed to. */
export function partnerTools(partners: readonly Partner[]): TurnTool[] {
  return partners
    .filter(({ terms }) => terms.protocol !== "stand-in")
    .map(({ tool, title, terms }) => ({
      name: tool,
      description: [
        terms.protocol === "delegate"
          ? `Gives a task to the agent “${title}”, which does it by itself and answers. Several given at once are done at the same time.`
          : `Hands the whole work over to the agent “${title}”, which finishes it. Your own part ends with that.`,
        terms.purpose,
      ]
        .filter((part) => part !== "")
        .join(" "),
      inputSchema: terms.task ?? plainTask,
    }));
}

/** The agent that takes over where one fails, if a wire names one. */
export function standInOf(partners: readonly Partner[]): Partner | undefined {
  return partners.find(({ terms }) => terms.protocol === "stand-in");
}
