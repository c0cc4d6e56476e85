"use client";

import { useTranslations } from "use-intl";
import { useDocument } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { newElementId } from "#lib/blueprint/edits/fresh-names.ts";
import { asRecords, asText, type ControlProps } from "../control-props.ts";
import { CelInput } from "./cel-control.tsx";
import { ItemCard } from "./item-card.tsx";

const kinds = ["ability-succeeded", "condition", "rating", "judge", "outcome-event"] as const;

/** How a goal is measured, one criterion after the other. */
export function CriteriaControl({ value, onChange, path, problemAt }: ControlProps) {
  const t = useTranslations("inspector");
  const criteria = asRecords(value);
  const put = (index: number, criterion: Record<string, unknown>) =>
    onChange(criteria.map((other, at) => (at === index ? criterion : other)));
  return (
    <div className="flex flex-col items-start gap-2">
      {criteria.map((criterion, index) => {
        const at = `${path}.${index}`;
        const { id, label, weight, kind, appliesWhen } = criterion;
        return (
          <ItemCard
            key={asText(id)}
            title={t("criterionNumber", { number: index + 1 })}
            onRemove={() => onChange(criteria.filter((_, other) => other !== index))}
          >
            <Field label={t("name")}>
              <Input
                value={asText(label)}
                placeholder={t("refundRecordedExample")}
                onChange={(event) => put(index, { ...criterion, label: event.target.value })}
              />
            </Field>
            <Field label={t("metWhen")}>
              <Select
                options={kinds.map((value) => ({ value, label: t(`criterionKinds.${value}`) }))}
                value={asText(kind)}
                onChange={(next) => put(index, { id, label, weight, appliesWhen, kind: next })}
              />
            </Field>
            <Truth criterion={criterion} at={at} problemAt={problemAt} change={(next) => put(index, next)} />
            <Field
              label={t("countsWhen")}
              optional
              hint={t("countsWhenHint")}
              error={problemAt(`${at}.appliesWhen`)}
            >
              <CelInput
                value={asText(appliesWhen)}
                onChange={(when) => put(index, { ...criterion, appliesWhen: when })}
              />
            </Field>
            <Field label={t("weight")}>
              <Input
                inputMode="decimal"
                className="tabular-nums"
                defaultValue={asText(weight ?? 1)}
                onBlur={(event) => put(index, { ...criterion, weight: Number(event.target.value) || 0 })}
              />
            </Field>
          </ItemCard>
        );
      })}
      <Button
        size="sm"
        icon="plus"
        onClick={() =>
          onChange([
            ...criteria,
            { id: newElementId("criterion"), label: "", weight: 1, kind: "ability-succeeded" },
          ])
        }
      >
        {t("addCriterion")}
      </Button>
    </div>
  );
}

function Truth({
  criterion,
  at,
  problemAt,
  change,
}: {
  criterion: Record<string, unknown>;
  at: string;
  problemAt: (path: string) => string | null;
  change: (criterion: Record<string, unknown>) => void;
}) {
  const t = useTranslations("inspector");
  const nodes = useDocument((document) => document.nodes);
  const set = (field: string, next: unknown) => change({ ...criterion, [field]: next });
  switch (criterion.kind) {
    case "ability-succeeded": {
      const options = nodes.flatMap((node) =>
        "ability" in node.config && node.config.name !== ""
          ? [{ value: node.config.name, label: node.title || node.config.name }]
          : [],
      );
      return (
        <Field
          label={t("ability")}
          error={problemAt(`${at}.ability`)}
          hint={options.length === 0 ? t("putAnAbilityFirst") : undefined}
        >
          <Select
            options={options}
            value={asText(criterion.ability) || null}
            placeholder={t("chooseAnAbility")}
            onChange={(next) => set("ability", next)}
          />
        </Field>
      );
    }
    case "condition":
      return (
        <Field label={t("condition")} error={problemAt(`${at}.when`)}>
          <CelInput value={asText(criterion.when)} onChange={(when) => set("when", when)} />
        </Field>
      );
    case "judge":
      return (
        <Field label={t("whatTheJudgeLooksFor")} error={problemAt(`${at}.rubric`)}>
          <Textarea
            value={asText(criterion.rubric)}
            onChange={(event) => set("rubric", event.target.value)}
          />
        </Field>
      );
    case "outcome-event":
      return (
        <Field label={t("event")} error={problemAt(`${at}.event`)}>
          <Input
            value={asText(criterion.event)}
            placeholder="order_returned"
            onChange={(event) => set("event", event.target.value)}
          />
        </Field>
      );
    default:
      return null;
  }
}
