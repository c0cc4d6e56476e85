import { abilityDefinition } from "#lib/abilities/definitions.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import type { NodeHue } from "#lib/nodes/define-node.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** How a node presents itself: on its card, in lists, to screen readers. */
export type NodeFace = {
  icon: IconName;
  hue: NodeHue;
  kind: string;
  title: string;
  summary: string;
  ability?: string;
};

/** The face of a node; an ability shows the icon and name of what it does. */
export function faceOf(node: BlueprintNode): NodeFace {
  const definition = nodeDefinition(node.kind);
  const ability = "ability" in node.config ? abilityDefinition(node.config.ability) : undefined;
  const kind = ability?.title ?? definition.title;
  return {
    icon: ability?.icon ?? definition.icon,
    hue: definition.hue,
    kind,
    title: node.title === "" ? kind : node.title,
    summary: definition.summarize(node.config),
    ...(ability && "ability" in node.config ? { ability: node.config.ability } : {}),
  };
}
