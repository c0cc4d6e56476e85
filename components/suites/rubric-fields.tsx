"use client";

import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Expectation } from "#lib/suites/suite-case.ts";
import { NumberField } from "./number-field.tsx";

type Rubric = Extract<Expectation, { kind: "rubric" }>;

/** The criteria of a rubric, each with its weight, and the share that must hold. */
export function RubricFields({
  expectation,
  problem,
  change,
}: {
  expectation: Rubric;
  problem: (field: string) => string | null;
  change: (next: Rubric) => void;
}) {
  const t = useTranslations("suites");
  const { criteria } = expectation;
  const put = (index: number, patch: Partial<Rubric["criteria"][number]>) =>
    change({
      ...expectation,
      criteria: criteria.map((one, at) => (at === index ? { ...one, ...patch } : one)),
    });
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-muted text-xs">{t("eachIsJudgedByItself")}</p>
      {criteria.map((criterion, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a criterion has no name of its own
        <div key={index} className="flex w-full items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field label={t("criterion", { index: index + 1 })} error={problem(`criteria.${index}.label`)}>
              <Input
                value={criterion.label}
                placeholder={t("theAnswerAcknowledges")}
                onChange={(event) => put(index, { label: event.target.value })}
              />
            </Field>
          </div>
          <div className="w-20">
            <NumberField
              label={t("weight")}
              value={criterion.weight}
              error={problem(`criteria.${index}.weight`)}
              onChange={(weight) => put(index, { weight })}
            />
          </div>
          <IconButton
            icon="x"
            label={t("removeCriterion", { index: index + 1 })}
            disabled={criteria.length === 1}
            onClick={() => change({ ...expectation, criteria: criteria.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <Button
        size="sm"
        icon="plus"
        disabled={criteria.length >= 10}
        onClick={() => change({ ...expectation, criteria: [...criteria, { label: "", weight: 1 }] })}
      >
        {t("addCriterion")}
      </Button>
      <NumberField
        label={t("passesAt")}
        value={Math.round(expectation.passAt * 100)}
        error={problem("passAt")}
        onChange={(share) => change({ ...expectation, passAt: Math.min(100, Math.max(10, share)) / 100 })}
      />
    </div>
  );
}
