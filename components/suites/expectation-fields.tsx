"use client";

import { useTranslations } from "use-intl";
import { CelInput } from "#components/inspector/controls/cel-control.tsx";
import { ItemCard } from "#components/inspector/controls/item-card.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { expectationLabels } from "#lib/suites/expectation-words.ts";
import type { Expectation, ExpectationKind } from "#lib/suites/suite-case.ts";
import { NumberField } from "./number-field.tsx";
import { RubricFields } from "./rubric-fields.tsx";

const kinds = Object.keys(expectationLabels) as ExpectationKind[];

const blank: { [Kind in ExpectationKind]: Extract<Expectation, { kind: Kind }> } = {
  "answer-contains": { kind: "answer-contains", text: "" },
  "answer-lacks": { kind: "answer-lacks", text: "" },
  "answer-matches": { kind: "answer-matches", pattern: "" },
  "ability-called": { kind: "ability-called", ability: "", when: "" },
  "ability-not-called": { kind: "ability-not-called", ability: "", when: "" },
  outcome: { kind: "outcome", verdict: "met" },
  status: { kind: "status", status: "succeeded" },
  cites: { kind: "cites", document: "" },
  condition: { kind: "condition", when: "" },
  judge: { kind: "judge", rubric: "" },
  rubric: { kind: "rubric", criteria: [{ label: "", weight: 1 }], passAt: 1 },
  questions: { kind: "questions", min: 1, max: 1 },
  style: { kind: "style" },
  "routed-to": { kind: "routed-to", agent: "" },
  "max-cost": { kind: "max-cost", usd: 0.01 },
  "max-turns": { kind: "max-turns", turns: 4 },
};

/** What a case expects, one after the other. */
export function ExpectationFields({
  expectations,
  abilities,
  problemAt,
  onChange,
}: {
  expectations: Expectation[];
  /** Names of the abilities the blueprint has. */
  abilities: string[];
  problemAt: (path: string) => string | null;
  onChange: (expectations: Expectation[]) => void;
}) {
  const t = useTranslations("suites");
  const put = (index: number, next: Expectation) =>
    onChange(expectations.map((other, at) => (at === index ? next : other)));
  return (
    <div className="flex flex-col items-start gap-2">
      {expectations.map((expectation, index) => (
        <ItemCard
          // biome-ignore lint/suspicious/noArrayIndexKey: an expectation has no name of its own
          key={index}
          title={t("expectation", { index: index + 1 })}
          onRemove={() => onChange(expectations.filter((_, at) => at !== index))}
        >
          <Select
            aria-label={t("whatExpectationLooksAt", { index: index + 1 })}
            options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            value={expectation.kind}
            onChange={(kind) => put(index, blank[kind])}
          />
          <Detail
            expectation={expectation}
            abilities={abilities}
            problem={(field) => problemAt(`expectations.${index}.${field}`)}
            change={(next) => put(index, next)}
          />
        </ItemCard>
      ))}
      <Button size="sm" icon="plus" onClick={() => onChange([...expectations, blank["answer-contains"]])}>
        {t("addExpectation")}
      </Button>
    </div>
  );
}

function Detail({
  expectation,
  abilities,
  problem,
  change,
}: {
  expectation: Expectation;
  abilities: string[];
  problem: (field: string) => string | null;
  change: (next: Expectation) => void;
}) {
  const t = useTranslations("suites");
  switch (expectation.kind) {
    case "answer-contains":
    case "answer-lacks":
      return (
        <Field label={t("words")} error={problem("text")} hint={t("caseAndSpacesDoNot")}>
          <Input
            value={expectation.text}
            onChange={(event) => change({ ...expectation, text: event.target.value })}
          />
        </Field>
      );
    case "answer-matches":
      return (
        <Field label={t("pattern")} error={problem("pattern")} hint={t("re2SyntaxCaseDoesNot")}>
          <Input
            mono
            value={expectation.pattern}
            placeholder="order \d{4}"
            onChange={(event) => change({ ...expectation, pattern: event.target.value })}
          />
        </Field>
      );
    case "ability-called":
    case "ability-not-called":
      return (
        <>
          <Field label={t("ability")} error={problem("ability")}>
            {abilities.length > 0 ? (
              <Select
                options={[...new Set([...abilities, expectation.ability])]
                  .filter((name) => name !== "")
                  .map((name) => ({ value: name, label: name }))}
                value={expectation.ability || null}
                placeholder={t("chooseAnAbility")}
                onChange={(ability) => change({ ...expectation, ability })}
              />
            ) : (
              <Input
                mono
                value={expectation.ability}
                onChange={(event) => change({ ...expectation, ability: event.target.value })}
              />
            )}
          </Field>
          <Field label={t("withArguments")} optional error={problem("when")}>
            <CelInput
              value={expectation.when}
              placeholder="arguments.refund_amount <= 100.0"
              onChange={(when) => change({ ...expectation, when })}
            />
          </Field>
        </>
      );
    case "outcome":
      return (
        <Select
          aria-label={t("outcome")}
          options={(["met", "missed", "blocked", "pending"] as const).map((value) => ({
            value,
            label: t(`verdicts.${value}`),
          }))}
          value={expectation.verdict}
          onChange={(verdict) => change({ ...expectation, verdict })}
        />
      );
    case "status":
      return (
        <Select
          aria-label={t("endOfTheRun")}
          options={[
            { value: "succeeded", label: t("succeeded") },
            { value: "failed", label: t("failed") },
          ]}
          value={expectation.status}
          onChange={(status) => change({ ...expectation, status })}
        />
      );
    case "routed-to":
      return (
        <Field label={t("agentEmptyWhereItShould")} error={problem("agent")}>
          <Input
            value={expectation.agent}
            placeholder={t("billingSpecialist")}
            onChange={(event) => change({ ...expectation, agent: event.target.value })}
          />
        </Field>
      );
    case "cites":
      return (
        <Field label={t("titleOfTheDocument")} error={problem("document")}>
          <Input
            value={expectation.document}
            placeholder={t("twoYearWarranty")}
            onChange={(event) => change({ ...expectation, document: event.target.value })}
          />
        </Field>
      );
    case "condition":
      return (
        <Field label={t("condition")} error={problem("when")} hint={t("asInAGoalRun")}>
          <CelInput
            value={expectation.when}
            placeholder="run.citations > 0"
            onChange={(when) => change({ ...expectation, when })}
          />
        </Field>
      );
    case "judge":
      return (
        <Field label={t("rubric")} error={problem("rubric")} hint={t("aModelOfTheStandard")}>
          <Textarea
            value={expectation.rubric}
            placeholder={t("theAnswerApologisesAndNames")}
            onChange={(event) => change({ ...expectation, rubric: event.target.value })}
          />
        </Field>
      );
    case "rubric":
      return <RubricFields expectation={expectation} problem={problem} change={change} />;
    case "style":
      return <p className="text-muted text-xs">{t("theRulesOfTheStyleGuide")}</p>;
    case "questions":
      return (
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label={t("atLeast")}
            value={expectation.min}
            error={problem("min")}
            onChange={(min) => change({ ...expectation, min: Math.round(min) })}
          />
          <NumberField
            label={t("atMost")}
            value={expectation.max}
            error={problem("max")}
            onChange={(max) => change({ ...expectation, max: Math.round(max) })}
          />
        </div>
      );
    case "max-cost":
      return (
        <NumberField
          label={t("usDollars")}
          value={expectation.usd}
          error={problem("usd")}
          onChange={(usd) => change({ ...expectation, usd })}
        />
      );
    case "max-turns":
      return (
        <NumberField
          label={t("turns")}
          value={expectation.turns}
          error={problem("turns")}
          onChange={(turns) => change({ ...expectation, turns: Math.round(turns) })}
        />
      );
  }
}
