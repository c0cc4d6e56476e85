"use client";

import type { z } from "zod";
import { sayControl, useDefinitionText } from "#components/translations/definition-texts.tsx";
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
  const say = useDefinitionText();
  // The one form inside another is that of an ability's settings.
  const ability = prefix !== "" && "ability" in node.config ? node.config.ability : undefined;
  const at = ability === undefined ? `nodes.${node.kind}` : `abilities.${ability}`;
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
            control={sayControl(say, at, field, control)}
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
