"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslations } from "use-intl";
import { CreateDialog } from "#components/ui/create-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { callApi } from "#lib/api/client.ts";
import { budgetContracts } from "#lib/api/contracts/budgets.ts";
import { limitActions, scopes } from "#lib/budgets/budget.ts";
import { measures } from "#lib/budgets/measures.ts";
import { periods } from "#lib/budgets/periods.ts";
import { type BudgetDraft, draftOf, emptyDraft, inputOf } from "./budget-draft.ts";
import { BudgetSubject } from "./budget-subject.tsx";
import { LimitFields } from "./limit-fields.tsx";
import type { SeenBudget } from "./use-bar.tsx";

/** Makes a budget, or changes one; whose it is and what it counts stay once it is made. */
export function BudgetForm({ budget, trigger }: { budget?: SeenBudget; trigger: ReactElement }) {
  const t = useTranslations("budgets");
  const client = useQueryClient();
  const first = () => (budget ? draftOf(budget) : emptyDraft);
  const [draft, setDraft] = useState<BudgetDraft>(first);
  const change = (patch: Partial<BudgetDraft>) => setDraft((before) => ({ ...before, ...patch }));
  async function save(): Promise<void> {
    const body = inputOf(draft);
    if (budget) await callApi(budgetContracts.replace, { params: { id: budget.id }, body });
    else await callApi(budgetContracts.create, { body });
    await client.invalidateQueries({ queryKey: ["budgets"] });
    if (!budget) setDraft(emptyDraft);
  }
  const choices = <Value extends string>(values: readonly Value[], label: (value: Value) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  const ofAbility = draft.scope === "ability";
  const mayCount = measures.filter((one) => !ofAbility || one === "calls" || one === "seconds");
  return (
    <CreateDialog
      title={budget ? t("edit", { name: budget.name }) : t("add")}
      trigger={trigger}
      submit={t("save")}
      failed={t("notSaved")}
      save={save}
      onClose={() => setDraft(first())}
    >
      <Field label={t("name")}>
        <Input
          required
          maxLength={80}
          value={draft.name}
          placeholder={t("nameExample")}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      {budget === undefined && (
        <Field label={t("whose")}>
          <Select
            options={choices(scopes, (scope) => t(`scopes.${scope}`))}
            value={draft.scope}
            onChange={(scope) => change(afterScope(draft, scope))}
          />
        </Field>
      )}
      {budget === undefined && <BudgetSubject draft={draft} change={change} />}
      <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-3">
        <Field label={t("amount")}>
          <Input
            required
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            value={draft.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        </Field>
        {budget === undefined ? (
          <Field label={t("measure")}>
            <Select
              options={choices(mayCount, (measure) => t(`measures.${measure}`))}
              value={draft.measure}
              onChange={(measure) => change({ measure })}
            />
          </Field>
        ) : (
          <Field label={t("measure")}>
            <Input readOnly value={t(`measures.${budget.measure}`)} />
          </Field>
        )}
        {budget === undefined ? (
          <Field label={t("period")}>
            <Select
              options={choices(
                periods.filter((one) => draft.scope !== "run" || one === "run"),
                (period) => t(`periods.${period}`),
              )}
              value={draft.period}
              onChange={(period) => change({ period })}
            />
          </Field>
        ) : (
          <Field label={t("period")}>
            <Input readOnly value={t(`periods.${budget.period}`)} />
          </Field>
        )}
      </div>
      <Field label={t("atLimit")} hint={t(`limitHints.${draft.onLimit}`)}>
        <Select
          options={choices(
            limitActions.filter(
              (one) => one !== "cheaper" || draft.measure === "usd" || draft.measure === "tokens",
            ),
            (action) => t(`limits.${action}`),
          )}
          value={draft.onLimit}
          onChange={(onLimit) => change({ onLimit })}
        />
      </Field>
      <LimitFields draft={draft} change={change} />
      <Field label={t("warnAt")} hint={t("warnAtHint")} optional>
        <Input
          type="number"
          min={1}
          max={100}
          value={draft.warnAt}
          onChange={(event) => change({ warnAt: event.target.value })}
        />
      </Field>
      <Field inline label={t("enabled")}>
        <Switch checked={draft.enabled} onChange={(enabled) => change({ enabled })} />
      </Field>
    </CreateDialog>
  );
}

// What no longer fits the scope goes back to what does.
function afterScope(draft: BudgetDraft, scope: BudgetDraft["scope"]): Partial<BudgetDraft> {
  const countsCalls = draft.measure === "calls" || draft.measure === "seconds";
  return {
    scope,
    nodeId: null,
    ...(scope === "run" ? { period: "run" as const } : {}),
    ...(scope === "ability" && !countsCalls ? { measure: "calls" as const, onLimit: "stop" as const } : {}),
    ...(scope === "workspace" || scope === "contact" ? { blueprintId: null } : {}),
  };
}
