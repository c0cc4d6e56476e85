import type { World } from "./checks/references.ts";
import type { Issue } from "./issue.ts";
import { pinsOf } from "./pins.ts";
import { abilityOf, type ReferenceKind, referencesOf } from "./references.ts";
import type { Blueprint } from "./schema.ts";
import { validateBlueprint } from "./validate.ts";

/** What a document asks for, told before anything of it runs. */
export type ImportReport = {
  hosts: string[];
  secrets: string[];
  datasets: string[];
  tables: string[];
  abilities: string[];
  /** Agents pinned to a version of the blueprint the document comes from; here they follow the draft. */
  unpinned: { title: string; version: number }[];
  missing: { secrets: string[]; datasets: string[]; tables: string[] };
  issues: Issue[];
};

/** Reports hosts, secrets, datasets, tables and abilities of a document, and which of them the workspace lacks. */
export function reportImport(document: Blueprint, world: World): ImportReport {
  const references = referencesOf(document);
  const named = (kind: ReferenceKind) =>
    sorted(references.filter((reference) => reference.kind === kind).map(({ name }) => name));
  const [secrets, datasets, tables] = [named("secret"), named("dataset"), named("table")];
  const lacking = (names: string[], present: readonly string[]) =>
    names.filter((name) => !present.includes(name));
  return {
    hosts: named("host"),
    secrets,
    datasets,
    tables,
    abilities: sorted(document.nodes.flatMap((node) => abilityOf(node)?.definition.title ?? [])),
    unpinned: pinsOf(document).map(({ title, version }) => ({ title, version })),
    missing: {
      secrets: lacking(secrets, world.secrets),
      datasets: lacking(
        datasets,
        world.datasets.map(({ slug }) => slug),
      ),
      tables: lacking(
        tables,
        world.tables.map(({ name }) => name),
      ),
    },
    issues: validateBlueprint(document, world),
  };
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].sort();
}
