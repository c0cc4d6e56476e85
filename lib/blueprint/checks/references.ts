import type { Issue } from "../issue.ts";
import { abilityOf, type Reference, referencesOf } from "../references.ts";
import type { Blueprint, BlueprintNode } from "../schema.ts";

/** What a workspace has, as far as documents can name it. */
export type World = {
  datasets: readonly { slug: string; name: string }[];
  tables: readonly { name: string; columns: readonly { name: string }[] }[];
  secrets: readonly string[];
};

/** Names of datasets, tables, columns and secrets that the workspace does not have. */
export function referenceIssues(document: Blueprint, world: World): Issue[] {
  const known: Record<Reference["kind"], ReadonlySet<string> | undefined> = {
    dataset: new Set(world.datasets.map((dataset) => dataset.slug)),
    table: new Set(world.tables.map((table) => table.name)),
    secret: new Set(world.secrets),
    host: undefined,
  };
  const missing = referencesOf(document).flatMap((reference): Issue[] => {
    const names = known[reference.kind];
    if (!names || names.has(reference.name)) return [];
    return [
      {
        severity: "error",
        node: reference.node,
        field: reference.field,
        message: `This workspace has no ${reference.kind} “${reference.name}”.`,
        fix: fixOf(reference, [...names]),
      },
    ];
  });
  return [...missing, ...document.nodes.flatMap((node) => unknownColumns(node, world))];
}

function fixOf({ kind, name }: Reference, names: string[]): string {
  const choice = names.length > 0 ? `Choose one of ${names.slice(0, 5).join(", ")}, or create` : "Create";
  return `${choice} the ${kind} “${name}”.`;
}

function unknownColumns(node: BlueprintNode, world: World): Issue[] {
  const ability = abilityOf(node);
  if (!ability) return [];
  const table = world.tables.find(({ name }) => name === ability.settings.table);
  if (!table) return [];
  const columns = new Set(table.columns.map((column) => column.name));
  return columnsNamed(ability.settings)
    .filter(({ column }) => column !== "" && !columns.has(column))
    .map(({ field, column }) => ({
      severity: "error",
      node: node.id,
      field: `settings.${field}`,
      message: `The table “${table.name}” has no column “${column}”.`,
      fix: `Choose one of ${[...columns].join(", ")}.`,
    }));
}

function columnsNamed(settings: Record<string, unknown>): { field: string; column: string }[] {
  const { matchBy, fields } = settings;
  const matched = typeof matchBy === "string" ? [matchBy] : Array.isArray(matchBy) ? matchBy : [];
  const written = Array.isArray(fields) ? fields : [];
  return [
    ...matched.map((column) => ({ field: "matchBy", column: String(column) })),
    ...written.flatMap((entry: unknown, index) =>
      typeof entry === "object" && entry !== null && "column" in entry
        ? [{ field: `fields.${index}.column`, column: String(entry.column) }]
        : [],
    ),
  ];
}
