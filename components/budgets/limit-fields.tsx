"use client";

import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { modelTiers } from "#lib/models/model-ref.ts";
import type { BudgetDraft } from "./budget-draft.ts";

const approvers = ["owner", "editor", "operator"] as const;

/** What belongs to the action chosen for the limit, and to budgets of money. */
export function LimitFields({
  draft,
  change,
}: {
  draft: BudgetDraft;
  change: (patch: Partial<BudgetDraft>) => void;
}) {
  const t = useTranslations("budgets");
  return (
    <>
      {draft.onLimit === "ask" && (
        <Field label={t("approver")}>
          <Select
            options={approvers.map((value) => ({ value, label: t(`approvers.${value}`) }))}
            value={draft.approverRole}
            onChange={(approverRole) => change({ approverRole })}
          />
        </Field>
      )}
      {draft.onLimit === "cheaper" && (
        <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
          <Field label={t("cheaperModel")} hint={t("cheaperModelHint")}>
            <Input
              required
              list="tiers"
              value={draft.cheaperModel ?? "fast"}
              onChange={(event) => change({ cheaperModel: event.target.value })}
            />
            <datalist id="tiers">
              {modelTiers.map((tier) => (
                <option key={tier} value={tier} />
              ))}
            </datalist>
          </Field>
          <Field label={t("ceiling")} hint={t("ceilingHint")} optional>
            <Input
              type="number"
              min={0}
              step="any"
              value={draft.ceiling}
              onChange={(event) => change({ ceiling: event.target.value })}
            />
          </Field>
        </div>
      )}
      {draft.measure === "usd" && (
        <Field label={t("unpricedLabel")} hint={t("unpricedHint")}>
          <Select
            options={(["refuse", "allow"] as const).map((value) => ({
              value,
              label: t(`unpriced.${value}`),
            }))}
            value={draft.unpriced}
            onChange={(unpriced) => change({ unpriced })}
          />
        </Field>
      )}
    </>
  );
}
