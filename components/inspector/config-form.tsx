"use client";

import type { z } from "zod";
import type { ConfigFormProps } from "./control-props.ts";
import { FormField } from "./form-field.tsx";

/** A form made from a definition's `form`, in its order. */
export function ConfigForm({
  form,
  schema,
  values,
  prefix = "",
  node,
  issues,
  wantedField,
  change,
}: ConfigFormProps) {
  return (
    <>
      {Object.entries(form).map(([field, control]) => {
        if (control.onlyWhen && values[control.onlyWhen.field] !== control.onlyWhen.is) return null;
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
            Form={ConfigForm}
            wanted={wantedField !== null && (wantedField === path || wantedField.startsWith(`${path}.`))}
            onChange={(value) => change(field, value)}
          />
        );
      })}
    </>
  );
}
