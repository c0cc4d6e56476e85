"use client";

import { useTranslations } from "use-intl";
import { useSession } from "#components/canvas/store/use-designer.ts";
import { abilityDefinition } from "#lib/abilities/definitions.ts";
import type { ControlProps } from "../control-props.ts";

/** The settings of the ability a node stands for, as a form of its own. */
export function AbilitySettingsControl({ value, onChange, node, path, Form }: ControlProps) {
  const t = useTranslations("inspector");
  const issues = useSession((session) => session.issues);
  const wanted = useSession((session) => session.wantedField);
  const definition = "ability" in node.config ? abilityDefinition(node.config.ability) : undefined;
  if (!definition) return null;
  const parsed = definition.settings.safeParse(value ?? {});
  const values: Record<string, unknown> = parsed.success
    ? parsed.data
    : ((value ?? {}) as Record<string, unknown>);
  if (Object.keys(definition.form).length === 0) return <p className="text-muted">{t("nothingToSet")}</p>;
  return (
    <div className="flex flex-col gap-3.5 border-line border-l-2 pl-3">
      <Form
        form={definition.form}
        schema={definition.settings}
        values={values}
        prefix={`${path}.`}
        node={node}
        issues={issues.filter((issue) => issue.node === node.id)}
        wantedField={wanted?.node === node.id ? wanted.field : null}
        change={(field, next) => onChange({ ...values, [field]: next })}
      />
    </div>
  );
}
