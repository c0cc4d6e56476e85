"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfigForm } from "#components/inspector/config-form.tsx";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { parseConfig } from "#lib/blueprint/edits/add-node.ts";
import type { Issue } from "#lib/blueprint/issue.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { type Example, goalExamples } from "./goal-examples.ts";
import { GoalReview } from "./goal-review.tsx";

const kind = "goal";

const steps = [
  { id: "whatShouldBeTrue", fields: ["statement", "metric"] },
  { id: "howIsItMeasured", fields: ["criteria", "passScore"] },
  { id: "whatAreItsLimits", fields: ["constraints", "deadlineMinutes", "budgetUsd", "priority"] },
  { id: "isItRight", fields: [] },
] as const;

/** The wizard's steps over one goal that is not in the document yet. */
export function GoalForm({
  initial,
  isNew,
  onCancel,
  onFinish,
}: {
  initial: Record<string, unknown>;
  isNew: boolean;
  onCancel: () => void;
  onFinish: (config: Record<string, unknown>) => void;
}) {
  const t = useTranslations("goals");
  const [config, setConfig] = useState(initial);
  const [at, setAt] = useState(0);
  const [tried, setTried] = useState<ReadonlySet<number>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  const definition = nodeDefinition(kind);
  // The one cast: the config was parsed by this very kind's schema, here and at every change below.
  const node = {
    id: "wizard",
    kind,
    title: "",
    config,
    position: { x: 0, y: 0 },
  } as unknown as BlueprintNode;
  const issues = definition.check(config as never).map((problem): Issue => ({ ...problem, node: node.id }));
  const step = steps[at] ?? steps[0];
  const isLast = at === steps.length - 1;
  const own = (index: number) =>
    issues.filter(({ field }) =>
      (steps[index]?.fields as readonly string[] | undefined)?.includes((field ?? "").split(".")[0] ?? ""),
    );
  const errorsAt = (index: number) => own(index).filter(({ severity }) => severity === "error");
  const put = (field: string, value: unknown) =>
    setConfig({ ...(parseConfig(kind, { ...config, [field]: value }) as Record<string, unknown>) });
  const isBlocked = issues.some(({ severity }) => severity === "error");
  const moved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what moves the focus
  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = true;
  }, [at]);
  function go(next: number) {
    if (next > at && errorsAt(at).length > 0) setTried(new Set(tried).add(at));
    else setAt(next);
  }
  // What nobody has written yet is not wrong; it is told when one wants to go on.
  const shown = tried.has(at)
    ? own(at)
    : own(at).filter(
        ({ severity, code }) => severity !== "error" || code === undefined || isWritten(config, code),
      );
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLast) go(at + 1);
        else if (!isBlocked) onFinish(config);
      }}
    >
      <ol className="flex flex-wrap gap-x-4 gap-y-1 text-xs" aria-label={t("steps")}>
        {steps.map(({ id }, index) => (
          <li
            key={id}
            aria-current={index === at ? "step" : undefined}
            className={classNames("flex items-center gap-1.5", index === at ? "font-semibold" : "text-muted")}
          >
            <Icon
              name={index < at && errorsAt(index).length === 0 ? "circle-check" : "circle"}
              size={13}
              className={index < at && errorsAt(index).length === 0 ? "text-ok" : ""}
            />
            {t(id)}
          </li>
        ))}
      </ol>
      <div>
        <h3 ref={heading} tabIndex={-1} className="font-semibold text-base outline-none">
          {t(step.id)}
        </h3>
        <p className="text-muted text-sm">{t(`${step.id}Hint`)}</p>
      </div>
      {isLast ? (
        <GoalReview config={config} issues={issues} take={put} />
      ) : (
        <div className="flex flex-col gap-4">
          {step.fields.map((field) => (
            <div key={field} className="flex flex-col gap-1.5">
              <ConfigForm
                form={
                  {
                    [field]: definition.form[field as keyof typeof definition.form],
                  } as typeof definition.form
                }
                schema={definition.config}
                values={config}
                node={node}
                issues={shown}
                wantedField={null}
                change={put}
              />
              <Examples
                field={field}
                examples={goalExamples[field] ?? []}
                use={(example) => put(field, example.value(config[field]))}
              />
            </div>
          ))}
        </div>
      )}
      <div className="flex flex-wrap justify-between gap-2 border-line border-t pt-3">
        <Button onClick={onCancel}>{t("cancel")}</Button>
        <span className="flex gap-2">
          {at > 0 && <Button onClick={() => go(at - 1)}>{t("back")}</Button>}
          <Button type="submit" look="primary" disabled={isLast && isBlocked}>
            {isLast ? (isNew ? t("putItOnTheCanvas") : t("keepItSo")) : t("next")}
          </Button>
        </span>
      </div>
    </form>
  );
}

function isWritten(config: Record<string, unknown>, code: string): boolean {
  return !(code === "goal-unmeasured" && Array.isArray(config.criteria) && config.criteria.length === 0);
}

function Examples({
  field,
  examples,
  use,
}: {
  field: string;
  examples: readonly Example[];
  use: (example: Example) => void;
}) {
  const t = useTranslations("goals");
  if (examples.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5" aria-label={`Examples for ${field}`}>
      <span className="text-muted text-xs">{t("forExample")}</span>
      {examples.map((example) => (
        <Button key={example.label} size="sm" onClick={() => use(example)}>
          {example.label}
        </Button>
      ))}
    </fieldset>
  );
}
