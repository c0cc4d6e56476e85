"use client";

import { useState } from "react";
import { ApplyingBudgets } from "#components/budgets/applying-budgets.tsx";
import { useDesigner, useDocument, useSession } from "#components/canvas/store/use-designer.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { readError } from "#components/ui/read-error.ts";
import { Select } from "#components/ui/select.tsx";
import { changeSettings } from "#lib/blueprint/edits/change-settings.ts";
import { CacheUse } from "./cache-use.tsx";
import { PoliciesForm } from "./policies-form.tsx";

const defaults = [
  { value: "allow", label: "Is allowed" },
  { value: "ask", label: "Needs a person's yes" },
  { value: "deny", label: "Is refused" },
] as const;

/** What holds for the whole blueprint; shown while no node is selected. */
export function BlueprintSettings() {
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
        <h2 className="font-semibold text-base">This blueprint</h2>
        <p className="text-muted text-xs">Select a node to fill it in, or press / to find one to add.</p>
      </div>
      {!hasGoal && (
        <div className="flex flex-col items-start gap-2 rounded-lg border border-line bg-ground p-3">
          <p className="font-medium">What should this blueprint achieve?</p>
          <p className="text-muted text-xs">
            It has no goal yet. With one, every run is measured, and the rate stands on the goal's card.
          </p>
          <Button
            size="sm"
            look="primary"
            icon="target"
            onClick={() => designer.session.setState({ wizardGoal: null })}
          >
            Set a goal
          </Button>
        </div>
      )}
      <Field label="Language" hint="Of the answer, when the message does not tell.">
        <Input
          defaultValue={settings.language}
          key={`language ${settings.language}`}
          onBlur={(event) => change({ language: event.target.value })}
        />
      </Field>
      <Field label="Time zone" hint="For conditions on the clock, such as clock.hour < 9." error={problem}>
        <Input
          defaultValue={settings.timeZone}
          key={`zone ${settings.timeZone}`}
          placeholder="Europe/Amsterdam"
          onBlur={(event) => change({ timeZone: event.target.value })}
        />
      </Field>
      <Field label="A write no policy speaks about">
        <Select
          options={defaults}
          value={settings.unlistedWrites}
          onChange={(unlistedWrites) => change({ unlistedWrites })}
        />
      </Field>
      <ApplyingBudgets blueprintId={designer.id} />
      <CacheUse blueprintId={designer.id} />
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label="Advise a split above" hint="Abilities of one agent; 0 never.">
          <Input
            inputMode="numeric"
            defaultValue={settings.splitAbove.abilities}
            key={`abilities ${settings.splitAbove.abilities}`}
            onBlur={(event) =>
              change({ splitAbove: { ...settings.splitAbove, abilities: Number(event.target.value) } })
            }
          />
        </Field>
        <Field label="And above" hint="Tokens of instructions; 0 never.">
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
