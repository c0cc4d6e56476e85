"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ApplyingBudgets } from "#components/budgets/applying-budgets.tsx";
import { useDesigner, useDocument, useSession } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { later } from "#components/ui/later.tsx";
import { readError } from "#components/ui/read-error.ts";
import { Select } from "#components/ui/select.tsx";
import { changeSettings } from "#lib/blueprint/edits/change-settings.ts";
import { CacheUse } from "./cache-use.tsx";
import { PoliciesForm } from "./policies-form.tsx";

const StyleForm = later(async () => (await import("./style-form.tsx")).StyleForm);

const defaults = ["allow", "ask", "deny"] as const;

/** What holds for the whole blueprint; shown while no node is selected. */
export function BlueprintSettings() {
  const t = useTranslations("inspector");
  const designer = useDesigner();
  const settings = useDocument((document) => document.settings);
  const issues = useSession((session) => session.issues);
  const hasGoal = useDocument((document) => document.nodes.some((node) => "criteria" in node.config));
  const [problem, setProblem] = useState<string | null>(null);
  const change = (patch: Record<string, unknown>) => {
    try {
      designer.document.edit(
        (document) => changeSettings(document, patch),
        `settings ${Object.keys(patch)[0]}`,
      );
      setProblem(null);
    } catch (caught) {
      const { message, details } = readError(caught);
      setProblem(details[0]?.message ?? message);
    }
  };
  const problemAt = (field: string) =>
    issues.find((issue) => issue.field === `settings.${field}`)?.message ?? null;
  return (
    <div className="flex flex-col gap-4 p-4">
      <div>
        <h2 className="font-semibold text-base">{t("thisBlueprint")}</h2>
        <p className="text-muted text-xs">{t("selectANode")}</p>
      </div>
      {!hasGoal && (
        <div className="flex flex-col items-start gap-2 rounded-lg border border-line bg-ground p-3">
          <p className="font-medium">{t("whatShouldItAchieve")}</p>
          <p className="text-muted text-xs">{t("noGoalYet")}</p>
          <Button
            size="sm"
            look="primary"
            icon="target"
            onClick={() => designer.session.setState({ wizardGoal: null })}
          >
            {t("setAGoal")}
          </Button>
        </div>
      )}
      <Field label={t("language")} hint={t("languageHint")}>
        <Input
          defaultValue={settings.language}
          key={`language ${settings.language}`}
          onBlur={(event) => change({ language: event.target.value })}
        />
      </Field>
      <StyleForm style={settings.style} change={(style) => change({ style })} />
      <Field label={t("timeZone")} hint={t("timeZoneHint")} error={problem}>
        <Input
          defaultValue={settings.timeZone}
          key={`zone ${settings.timeZone}`}
          placeholder="Europe/Amsterdam"
          onBlur={(event) => change({ timeZone: event.target.value })}
        />
      </Field>
      <Field label={t("unlistedWrites")}>
        <Select
          options={defaults.map((value) => ({ value, label: t(`unlisted.${value}`) }))}
          value={settings.unlistedWrites}
          onChange={(unlistedWrites) => change({ unlistedWrites })}
        />
      </Field>
      <ApplyingBudgets blueprintId={designer.id} />
      <CacheUse blueprintId={designer.id} />
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label={t("adviseASplit")} hint={t("abilitiesOfOneAgent")}>
          <Input
            inputMode="numeric"
            defaultValue={settings.splitAbove.abilities}
            key={`abilities ${settings.splitAbove.abilities}`}
            onBlur={(event) =>
              change({ splitAbove: { ...settings.splitAbove, abilities: Number(event.target.value) } })
            }
          />
        </Field>
        <Field label={t("andAbove")} hint={t("tokensOfInstructions")}>
          <Input
            inputMode="numeric"
            defaultValue={settings.splitAbove.instructionTokens}
            key={`tokens ${settings.splitAbove.instructionTokens}`}
            onBlur={(event) =>
              change({
                splitAbove: { ...settings.splitAbove, instructionTokens: Number(event.target.value) },
              })
            }
          />
        </Field>
      </div>
      <PoliciesForm
        policies={settings.policies}
        problemAt={problemAt}
        change={(policies) => change({ policies })}
      />
    </div>
  );
}
