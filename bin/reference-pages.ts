import { type AnyAbilityDefinition, abilityDefinition, abilityKinds } from "#lib/abilities/definitions.ts";
import { allContracts } from "#lib/api/all-contracts.ts";
import type { Control } from "#lib/nodes/define-node.ts";
import type { AnyNodeDefinition } from "#lib/nodes/definitions.ts";
import { nodeDefinition, nodeKinds } from "#lib/nodes/definitions.ts";

const notice = "<!-- Written by npm run docs:nodes from the definition. Change it there. -->";

/** The reference pages of all nodes, abilities and routes by path, as they must stand in docs/. */
export function referencePages(): Map<string, string> {
  const pages = new Map<string, string>();
  for (const kind of nodeKinds) pages.set(`docs/nodes/${kind}.md`, nodePage(nodeDefinition(kind)));
  for (const kind of abilityKinds) {
    const definition = abilityDefinition(kind);
    if (definition) pages.set(`docs/abilities/${kind}.md`, abilityPage(definition));
  }
  pages.set(
    "docs/nodes/README.md",
    index("Nodes", nodeKinds, (kind) => nodeDefinition(kind as (typeof nodeKinds)[number])),
  );
  pages.set(
    "docs/abilities/README.md",
    index("Abilities", abilityKinds, (kind) => abilityDefinition(kind)),
  );
  pages.set("docs/http-routes.md", routes());
  return pages;
}

function nodePage(definition: AnyNodeDefinition): string {
  const rule = [`Kind \`${definition.kind}\``, `role ${definition.role}`, `group ${definition.group}`];
  const starting = definition.config.safeParse({});
  const ports = starting.success ? definition.ports(starting.data) : definition.ports({});
  return page([
    `# ${definition.title}`,
    notice,
    `${definition.summary}.`,
    `${rule.join(", ")}.`,
    definition.docs,
    "## Ports",
    ports.length === 0
      ? "None: it is wired to nothing."
      : table(
          ["Port", "Side", "Relation", "Label"],
          ports.map((port) => [`\`${port.id}\``, port.side, port.relation, port.label]),
        ),
    "## Fields",
    fields(definition.form as Record<string, Control>, starting.success ? starting.data : {}),
  ]);
}

function abilityPage(definition: AnyAbilityDefinition): string {
  const starting = definition.settings.safeParse({});
  return page([
    `# ${definition.title}`,
    notice,
    `${definition.summary}.`,
    definition.docs,
    "## Traits",
    table(
      ["Trait", "Value"],
      [
        ["Kind", `\`${definition.kind}\``],
        ["Effect", definition.effect],
        ["Reversibility", definition.reversibility],
        ["Honours an idempotency key", definition.honoursKey ? "yes" : "no"],
        ["Settings may change these", definition.refine ? "yes" : "no"],
      ],
    ),
    "## Settings",
    fields(definition.form as Record<string, Control>, starting.success ? starting.data : {}),
  ]);
}

function fields(form: Record<string, Control>, defaults: Record<string, unknown>): string {
  const rows = Object.entries(form).map(([name, control]) => [
    `\`${name}\``,
    control.label,
    shown(defaults[name]),
    [control.hint, choices(control), bounds(control)].filter(Boolean).join(" "),
  ]);
  return rows.length === 0 ? "None." : table(["Field", "Label", "Default", "About"], rows);
}

function shown(value: unknown): string {
  return value === undefined || value === "" ? "" : `\`${JSON.stringify(value)}\``;
}

function choices(control: Control): string {
  if (!control.options) return "";
  return `One of ${control.options.map((option) => `\`${option.value}\``).join(", ")}.`;
}

function bounds({ min, max, unit }: Control): string {
  const parts = [min === undefined ? "" : `from ${min}`, max === undefined ? "" : `up to ${max}`];
  const range = parts.filter(Boolean).join(" ");
  if (range === "") return unit ? `In ${unit}.` : "";
  return `${range[0]?.toUpperCase()}${range.slice(1)}${unit ? ` ${unit}` : ""}.`;
}

function index(
  title: string,
  kinds: readonly string[],
  definitionOf: (kind: string) => { title: string; summary: string } | undefined,
): string {
  const rows = kinds.map((kind) => {
    const definition = definitionOf(kind);
    return [`[${definition?.title ?? kind}](${kind}.md)`, definition?.summary ?? ""];
  });
  return page([`# ${title}`, notice, table(["Kind", "What it is"], rows)]);
}

function routes(): string {
  const tags = [...new Set(allContracts.map((contract) => contract.tag))].sort();
  return page([
    "# Routes",
    notice.replace("definition", "contracts"),
    "What each takes and answers: `/api/v1/openapi.json` of a running server. How to call them: [HTTP API](http-api.md).",
    ...tags.flatMap((tag) => [
      `## ${tag}`,
      table(
        ["Route", "What it does"],
        allContracts
          .filter((contract) => contract.tag === tag)
          .map((contract) => [`\`${contract.method} ${contract.path}\``, contract.summary]),
      ),
    ]),
  ]);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function page(parts: string[]): string {
  return `${parts.join("\n\n")}\n`;
}
