import "server-only";
import type { ContractOutput } from "#lib/api/contract.ts";
import type { templateContracts } from "#lib/api/contracts/templates.ts";
import { nodesOfKind } from "#lib/blueprint/graph.ts";
import type { Template } from "#lib/blueprint/templates/template.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { describeExpectation } from "#lib/suites/expectation-words.ts";
import { tableColumnsSchema } from "#lib/tables/columns.ts";

/** A template as the gallery shows it. */
export function presentTemplate(template: Template) {
  const { slug, name, field, description, shows, questions, data, suite, document } = template;
  return {
    slug,
    name,
    field,
    description,
    shows: [...shows],
    questions: [...questions],
    still: {
      nodes: document.nodes.map(({ id, kind, position: { x, y } }) => ({
        id,
        hue: nodeDefinition(kind).hue,
        x,
        y,
      })),
      wires: document.wires.map(({ from, to }) => ({ from: from.node, to: to.node })),
    },
    brings: {
      documents: data.datasets.reduce((sum, { documents }) => sum + documents.length, 0),
      tables: data.tables.length,
      cases: suite?.cases.length ?? 0,
      approvals: nodesOfKind(document, "approval").length,
    },
  };
}

/** A template with all it brings, for its page. */
export function presentWholeTemplate(template: Template): ContractOutput<(typeof templateContracts)["get"]> {
  const { lessons, document, data, suite } = template;
  const goal = nodesOfKind(document, "goal")[0];
  return {
    ...presentTemplate(template),
    lessons: [...lessons],
    goal: goal
      ? {
          title: goal.title,
          statement: goal.config.statement,
          summary: nodeDefinition("goal").summarize(goal.config),
          criteria: goal.config.criteria.map(({ label, weight }) => ({ label, weight })),
          constraints: goal.config.constraints,
        }
      : null,
    document,
    datasets: data.datasets.map(({ name, description, documents }) => ({
      name,
      description,
      documents: documents.map(({ title, text }) => ({ title, text })),
    })),
    tables: data.tables.map(({ name, title, columns, rows }) => ({
      name,
      title,
      columns: tableColumnsSchema
        .parse(columns)
        .map((column) => ({ name: column.name, title: column.title ?? column.name })),
      rows,
    })),
    suite: suite
      ? {
          name: suite.name,
          description: suite.description,
          cases: suite.cases.map(({ title, messages, expectations }) => ({
            title,
            messages,
            expects: expectations.map(describeExpectation),
          })),
        }
      : null,
  };
}
