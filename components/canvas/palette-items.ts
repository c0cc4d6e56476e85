import {
  type AbilityKind,
  abilityDefinition,
  abilityDefinitions,
  abilityKinds,
} from "#lib/abilities/definitions.ts";
import type { NodeHue } from "#lib/nodes/define-node.ts";
import { nodeGroups } from "#lib/nodes/define-node.ts";
import { type NodeKind, nodeDefinition, nodeKinds } from "#lib/nodes/definitions.ts";
import type { IconName } from "#lib/nodes/icon-names.ts";

/** Something that can be put on the canvas. */
export type PaletteItem = {
  id: string;
  kind: NodeKind;
  ability?: AbilityKind;
  /** What a preset was kept with. */
  config?: Record<string, unknown>;
  nodeTitle?: string;
  title: string;
  summary: string;
  icon: IconName;
  hue: NodeHue;
};

const dragType = "application/x-aimwright-node";

// The one kind that stands for many: its config says which ability, so each ability is offered by itself.
const carriesAbility = (kind: NodeKind) => "ability" in nodeDefinition(kind).form;

function itemsOf(kind: NodeKind): PaletteItem[] {
  const { title, summary, icon, hue } = nodeDefinition(kind);
  if (!carriesAbility(kind)) return [{ id: kind, kind, title, summary, icon, hue }];
  const offered = abilityKinds.filter((ability) => !abilityDefinition(ability)?.isImported);
  return offered.map((ability) => {
    const definition = abilityDefinitions[ability];
    return {
      id: `${kind}-${ability}`,
      kind,
      ability,
      title: definition.title,
      summary: definition.summary,
      icon: definition.icon,
      hue,
    };
  });
}

/** The palette's groups with their items, in order. */
export const paletteGroups: readonly { title: string; items: readonly PaletteItem[] }[] = nodeGroups.map(
  (title) => ({
    title,
    items: nodeKinds.filter((kind) => nodeDefinition(kind).group === title).flatMap(itemsOf),
  }),
);

// A drag can be read only when it is dropped, and within one page: what is dragged need not be written out.
let dragged: PaletteItem | undefined;

/** Marks a drag as carrying an item of the palette. */
export function writePaletteDrag(data: DataTransfer, item: PaletteItem): void {
  dragged = item;
  data.setData(dragType, item.id);
  data.effectAllowed = "copy";
}

/** The item a drag carries, if it comes from the palette. */
export function readPaletteDrag(data: DataTransfer): PaletteItem | undefined {
  return data.getData(dragType) === dragged?.id ? dragged : undefined;
}
