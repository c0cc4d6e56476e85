"use client";

import { type ComponentType, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { readError } from "#components/ui/read-error.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import type { Control } from "#lib/nodes/define-node.ts";
import type { ConfigFormProps, ControlProps } from "./control-props.ts";
import { controls } from "./controls/all-controls.ts";
import { OfferLink } from "./offer-button.tsx";

/** One field of a form: its label, its control, and what is wrong with it. A value that does not parse stays here until it does. */
export function FormField({
  control,
  path,
  value,
  nullable,
  node,
  issues,
  wanted,
  Form,
  onChange,
}: {
  control: Control;
  path: string;
  value: unknown;
  nullable: boolean;
  node: BlueprintNode;
  issues: readonly Issue[];
  /** True when an issue was followed to this field. */
  wanted: boolean;
  Form: ComponentType<ConfigFormProps>;
  /** Throws when the value does not parse. */
  onChange: (value: unknown) => void;
}) {
  const [draft, setDraft] = useState<{ base: unknown; value: unknown; problem: string } | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const fieldset = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (!wanted) return;
    const shown = frame.current ?? fieldset.current;
    shown?.scrollIntoView({ block: "center" });
    shown?.querySelector<HTMLElement>("input, textarea, button")?.focus();
  }, [wanted]);
  const held = draft !== null && draft.base === value ? draft : null;
  const { Component, shape } = controls[control.control];
  const problemAt = (at: string) => issues.find((issue) => issue.field === at)?.message ?? null;
  const found = held ? undefined : issues.find((issue) => issue.field === path);
  const own = held?.problem ?? (found?.severity === "error" ? found.message : null);
  const advice = found && (found.severity !== "error" || found.why || found.offer) ? found : undefined;
  const props: ControlProps = {
    control,
    path,
    node,
    nullable,
    Form,
    problemAt,
    value: held ? held.value : value,
    onChange: (next) => {
      try {
        onChange(next);
        setDraft(null);
      } catch (caught) {
        setDraft({ base: value, value: next, problem: sentenceOf(caught) });
      }
    },
  };
  if (shape === "hidden") return null;
  if (shape === "group")
    return (
      <fieldset ref={fieldset} className="min-w-0">
        <legend className="mb-1 font-medium text-sm">{control.label}</legend>
        {control.hint && <p className="mb-2 text-muted text-xs">{control.hint}</p>}
        <Component {...props} />
        {own && <Problem>{own}</Problem>}
        {advice && <Advice issue={advice} apply={props.onChange} />}
      </fieldset>
    );
  return (
    <div ref={frame}>
      <Field
        label={control.label}
        hint={control.hint}
        error={own}
        optional={nullable}
        inline={shape === "inline"}
      >
        <Component {...props} />
      </Field>
      {advice && <Advice issue={advice} apply={props.onChange} />}
    </div>
  );
}

/** What could be better, why, and, where there is one, the value that would mend it. */
function Advice({ issue, apply }: { issue: Issue; apply: (value: unknown) => void }) {
  const t = useTranslations("inspector");
  return (
    <div className="mt-1 flex flex-col items-start gap-1.5 text-xs">
      {issue.severity !== "error" && (
        <p className="flex items-start gap-1 text-waiting">
          <Icon
            name={issue.severity === "warning" ? "triangle-alert" : "info"}
            label={issue.severity === "warning" ? t("warning") : t("hint")}
            size={14}
            className="mt-px"
          />
          {issue.message}
        </p>
      )}
      {issue.why && <p className="text-muted">{issue.why}</p>}
      {issue.fix && <p className="text-muted">{issue.fix}</p>}
      {issue.offer && issue.offer.field === issue.field && (
        <OfferLink label={issue.offer.label} onClick={() => apply(issue.offer?.value)} />
      )}
    </div>
  );
}

/** What is wrong, under what it is about. */
export function Problem({ children }: { children: string }) {
  return (
    <p className="mt-1 flex items-start gap-1 text-failed text-xs">
      <Icon name="circle-alert" size={14} className="mt-px" />
      {children}
    </p>
  );
}

function sentenceOf(caught: unknown): string {
  const { message, details } = readError(caught);
  return details[0]?.message ?? message;
}
