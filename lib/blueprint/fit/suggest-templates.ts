import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { abilityOf } from "../references.ts";
import { type Template, templateFields } from "../templates/template.ts";
import { templates } from "../templates/templates.ts";
import type { FitAnswers } from "./fit-answers.ts";

/** A template that comes near, with what it has in common. */
export type SuggestedTemplate = { slug: string; name: string; why: string };

const most = 3;

/** The templates nearest to the answers, best first; equal ones in the order they are offered. */
export function suggestTemplates(answers: FitAnswers): SuggestedTemplate[] {
  return Object.values(templates)
    .map((template) => nearness(template, answers))
    .toSorted((one, other) => other.points - one.points)
    .slice(0, most)
    .map(({ template: { slug, name }, common }) => ({ slug, name, why: sentence(common) }));
}

function nearness(template: Template, answers: FitAnswers) {
  const traits = traitsOf(template);
  const common: string[] = [];
  let points = 0;
  const add = (holds: boolean, worth: number, what: string) => {
    if (!holds) return;
    points += worth;
    common.push(what);
  };
  add(template.field === answers.field, 10, `comes from the same field (${templateFields[template.field]})`);
  add(answers.systems.includes("documents") && traits.knows, 2, "answers from documents");
  add(answers.systems.includes("tables") && traits.writes, 2, "reads and writes tables");
  add(
    (answers.risk === "costly" || answers.risk === "dangerous") && traits.asks,
    3,
    "asks a person before what is risky",
  );
  add(answers.complexity === "open-ended" && traits.writes, 1, "acts, and does not only answer");
  return { template, points, common };
}

/** What a blueprint has, told by roles and effects, so that a new kind needs no line here. */
function traitsOf({ document, data }: Template): { knows: boolean; writes: boolean; asks: boolean } {
  const writes = document.nodes.some((node) => {
    const ability = abilityOf(node);
    return ability?.definition.effect === "write" && ability.definition.reversibility !== "irreversible";
  });
  const asks = document.nodes.some(({ kind }) => nodeDefinition(kind).hue === "people");
  return { knows: data.datasets.length > 0, writes, asks };
}

function sentence(common: readonly string[]): string {
  if (common.length === 0) return "It is the nearest there is; change it freely.";
  const last = common.at(-1) ?? "";
  const list = common.length > 1 ? `${common.slice(0, -1).join(", ")} and ${last}` : last;
  return `It ${list}.`;
}
