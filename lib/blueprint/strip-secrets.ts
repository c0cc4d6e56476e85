import { abilityDefinition } from "#lib/abilities/definitions.ts";
import type { NodeKind } from "#lib/nodes/definitions.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";

const telling = /authori[sz]ation|cookie|token|secret|password|passwd|api[-_ ]?key|credential/i;

type Form = Record<string, { control: string } | undefined>;

/**
 * A node's config without what opens other systems: the secrets it names, and the values of headers and other pairs
 * whose name says that they are one. Whoever uses it again chooses their own.
 */
export function stripSecrets(kind: NodeKind, config: Record<string, unknown>): Record<string, unknown> {
  const { form } = nodeDefinition(kind);
  const stripped = withoutNamed(form as Form, withoutPairs(config) as Record<string, unknown>);
  const { ability, settings } = stripped;
  const definition = typeof ability === "string" ? abilityDefinition(ability) : undefined;
  if (!definition || typeof settings !== "object" || settings === null) return stripped;
  return {
    ...stripped,
    settings: withoutNamed(definition.form as Form, settings as Record<string, unknown>),
  };
}

function withoutNamed(form: Form, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      form[field]?.control === "secret" && typeof value === "string" ? "" : value,
    ]),
  );
}

function withoutPairs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPairs);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, withoutPairs(entry)]);
  const { name, value: held } = value as Record<string, unknown>;
  const opens = typeof name === "string" && typeof held === "string" && telling.test(name);
  return { ...Object.fromEntries(entries), ...(opens ? { value: "" } : {}) };
}
