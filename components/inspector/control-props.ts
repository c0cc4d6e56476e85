import type { ComponentType } from "react";
import type { z } from "zod";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import type { Control } from "#lib/nodes/define-node.ts";

/** What a form made from a definition is given; `change` takes one field and throws when it does not parse. */
export type ConfigFormProps = {
  form: Record<string, Control>;
  schema: z.ZodObject;
  values: Record<string, unknown>;
  prefix?: string;
  node: BlueprintNode;
  issues: readonly Issue[];
  wantedField: string | null;
  change: (field: string, value: unknown) => void;
};

/** What every control of the inspector is given; `value` is what the document holds, or what did not parse yet. */
export type ControlProps = {
  control: Control;
  /** The field, dotted from the node's config. */
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
  node: BlueprintNode;
  /** True when the field may be left empty, which is stored as null. */
  nullable: boolean;
  /** What is wrong at a path under this field, in one sentence. */
  problemAt: (path: string) => string | null;
  /** Draws a form inside the control, for settings that have one of their own. */
  Form: ComponentType<ConfigFormProps>;
};

/** A value as text, for a text input. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : value === null || value === undefined ? "" : String(value);
}

/** A value as a list of records, for the controls that edit one. */
export function asRecords(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is Record<string, unknown> => typeof entry === "object" && entry !== null)
    : [];
}

/** A value as a list of words. */
export function asWords(value: unknown): string[] {
  return Array.isArray(value) ? value.map(asText) : [];
}
