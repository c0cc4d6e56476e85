import { type AbilityKind, abilityDefinition } from "#lib/abilities/definitions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { type NodeKind, nodeDefinition } from "#lib/nodes/definitions.ts";
import { withoutPin } from "../pins.ts";
import { type Blueprint, type BlueprintNode, documentLimits } from "../schema.ts";
import { newElementId, numbered } from "./fresh-names.ts";
import { onCanvas } from "./on-canvas.ts";

/** What a new node may be given; everything left out gets the kind's default. */
export type NewNode = {
  id?: string;
  title?: string;
  /** Which ability, for the kind whose config names one. */
  ability?: AbilityKind;
  config?: Record<string, unknown>;
};

/** Places a node of a kind; it stands last in `nodes`. Throws `invalid_input` when the config given does not parse. */
export function addNode(
  document: Blueprint,
  kind: NodeKind,
  position: { x: number; y: number },
  given: NewNode = {},
): Blueprint {
  if (document.nodes.length >= documentLimits.nodes)
    throw new AppError("limit_reached", `A blueprint holds at most ${documentLimits.nodes} nodes.`);
  const definition = nodeDefinition(kind);
  const ability = given.ability === undefined ? undefined : abilityDefinition(given.ability);
  const named = ability
    ? { ability: ability.kind, name: numbered(ability.kind.replaceAll("-", "_"), toolNames(document), "_") }
    : {};
  const settings = ability ? { settings: ability.settings.parse({}) } : {};
  const config = parseConfig(kind, { ...named, ...settings, ...given.config });
  const taken = new Set(document.nodes.map((node) => node.title));
  const title = given.title ?? numbered(ability?.title ?? definition.title, taken, " ");
  const id = given.id ?? newElementId(kind);
  // The one cast: `config` was parsed by the schema of this very kind.
  const node = withoutPin({ id, kind, title, config, position: onCanvas(position) } as BlueprintNode);
  return { ...document, nodes: [...document.nodes, node] };
}

/** The config of a kind with its defaults filled in; throws `invalid_input` naming the fields that are wrong. */
export function parseConfig(kind: NodeKind, config: unknown): BlueprintNode["config"] {
  const parsed = nodeDefinition(kind).config.safeParse(config);
  if (parsed.success) return parsed.data as BlueprintNode["config"];
  const details = parsed.error.issues.map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
  }));
  throw new AppError("invalid_input", `${details[0]?.path ?? ""}: ${details[0]?.message ?? "not valid"}`, {
    details,
  });
}

/** The names the model already knows abilities by. */
export function toolNames(document: Blueprint): Set<string> {
  const names = new Set<string>();
  for (const { config } of document.nodes) if ("ability" in config) names.add(config.name);
  return names;
}
