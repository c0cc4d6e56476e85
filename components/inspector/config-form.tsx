"use client";

import type { z } from "zod";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import type { Control } from "#lib/nodes/define-node.ts";
import { FormField } from "./form-field.tsx";

/** A form made from a definition's `form`, in its order; `change` takes one field and throws when it does not parse. */
export function ConfigForm({
  form,
  schema,
  values,
  prefix = "",
  node,
  issues,
  wantedField,
  change,
}: {
  form: Record<string, Control>;
  schema: z.ZodObject;
  values: Record<string, unknown>;
  prefix?: string;
  node: BlueprintNode;
  issues: readonly Issue[];
  wantedField: string | null;
  change: (field: string, value: unknown) => void;
}) {
  return (
    <>
      {Object.entries(form).map(([field, control]) => {
        const path = `${prefix}${field}`;
        const part: z.core.$ZodType | undefined = schema.shape[field];
        const nullable = part !== undefined && (part as z.ZodType).safeParse(null).success;
        return (
          <FormField
            key={`${node.id} ${path}`}
            control={control}
            path={path}
            value={values[field]}
            nullable={nullable}
            node={node}
            issues={issues}
            wanted={wantedField !== null && (wantedField === path || wantedField.startsWith(`${path}.`))}
            onChange={(value) => change(field, value)}
          />
        );
      })}
    </>
  );
}
