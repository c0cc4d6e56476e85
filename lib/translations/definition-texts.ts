import { abilityDefinitions } from "#lib/abilities/definitions.ts";
import { type Control, nodeGroups, type Port, relations } from "#lib/nodes/define-node.ts";
import { type NodeKind, nodeDefinition, nodeKinds } from "#lib/nodes/definitions.ts";

type Texts = Record<string, string>;

/** What the definitions of nodes and abilities say in English, by the key their translations have. */
export function definitionTexts(): Texts {
  const texts: Texts = {};
  for (const group of nodeGroups) texts[`groups.${group}`] = group;
  for (const [relation, word] of Object.entries(relations)) texts[`relations.${relation}`] = word;
  for (const kind of nodeKinds) {
    const { title, summary, form } = nodeDefinition(kind);
    Object.assign(texts, head(`nodes.${kind}`, title, summary), fields(`nodes.${kind}`, form));
    for (const { id, label } of portsOf(kind)) texts[`nodes.${kind}.ports.${id}`] = label;
  }
  for (const [kind, { title, summary, form }] of Object.entries(abilityDefinitions))
    Object.assign(texts, head(`abilities.${kind}`, title, summary), fields(`abilities.${kind}`, form));
  return texts;
}

function head(at: string, title: string, summary: string): Texts {
  return { [`${at}.title`]: title, [`${at}.summary`]: summary };
}

function fields(at: string, form: Record<string, Control>): Texts {
  const texts: Texts = {};
  for (const [field, control] of Object.entries(form)) {
    if (control.control === "hidden") continue;
    const key = `${at}.fields.${field}`;
    texts[`${key}.label`] = control.label;
    if (control.hint) texts[`${key}.hint`] = control.hint;
    if (control.unit) texts[`${key}.unit`] = control.unit;
    for (const { value, label, hint } of control.options ?? []) {
      texts[`${key}.options.${value}.label`] = label;
      if (hint) texts[`${key}.options.${value}.hint`] = hint;
    }
  }
  return texts;
}

// A kind whose config has no empty form has the same ports whatever is in it.
function portsOf(kind: NodeKind): Port[] {
  const { config, ports } = nodeDefinition(kind);
  const empty = config.safeParse({});
  return ports((empty.success ? empty.data : {}) as never);
}
