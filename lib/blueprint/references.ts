import { abilityDefinition } from "#lib/abilities/definitions.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import type { Blueprint, BlueprintNode } from "./schema.ts";

/** What a document may point at outside itself. */
export type ReferenceKind = "host" | "secret" | "dataset" | "table";

/** One place where a document names something outside itself. */
export type Reference = { kind: ReferenceKind; name: string; node: string; field: string };

const kinds = ["dataset", "table", "secret"] as const;

/** Everything outside the document that its nodes name, in the order of the nodes. */
export function referencesOf(document: Blueprint): Reference[] {
  return document.nodes.flatMap((node) => [...fromConfig(node), ...fromAbility(node)]);
}

/** An ability node's definition with its parsed settings, or undefined for nodes that are none. */
export function abilityOf(node: BlueprintNode) {
  if (!("ability" in node.config)) return undefined;
  const definition = abilityDefinition(node.config.ability);
  const settings = definition?.settings.safeParse(node.config.settings);
  return definition && settings?.success ? { definition, settings: settings.data } : undefined;
}

// Which fields are references is told by the controls of the form, so a new kind is covered without a line here.
function fromConfig(node: BlueprintNode): Reference[] {
  const values: Record<string, unknown> = node.config;
  return Object.entries(nodeDefinition(node.kind).form).flatMap(([field, control]): Reference[] => {
    const kind = kinds.find((candidate) => candidate === control?.control);
    const name = values[field];
    return kind && typeof name === "string" && name !== "" ? [{ kind, name, node: node.id, field }] : [];
  });
}

function fromAbility(node: BlueprintNode): Reference[] {
  const ability = abilityOf(node);
  if (!ability) return [];
  const { definition, settings } = ability;
  const asked = definition.asks(settings);
  const fieldOf = (kind: string) => {
    const field = Object.entries(definition.form).find(([, control]) => control?.control === kind)?.[0];
    return field === undefined ? "settings" : `settings.${field}`;
  };
  const listed = (kind: ReferenceKind, names: string[] | undefined): Reference[] =>
    (names ?? [])
      .filter((name) => name !== "")
      .map((name) => ({ kind, name, node: node.id, field: fieldOf(kind) }));
  return [
    ...listed("host", asked.hosts),
    ...listed("secret", asked.secrets),
    ...listed("dataset", asked.datasets),
    ...listed("table", asked.tables),
  ];
}
