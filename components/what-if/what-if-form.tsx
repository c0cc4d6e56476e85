"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import type { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { whatIfContracts, whatIfLimits } from "#lib/api/contracts/what-ifs.ts";

const verdicts = ["any", "met", "missed", "blocked"] as const;

/** Chooses past runs and what is other in them, and starts the trial. */
export function WhatIfForm({
  blueprint,
  onStarted,
}: {
  blueprint: CallOutput<typeof blueprintContracts.get>;
  onStarted: (id: string) => void;
}) {
  const t = useTranslations("whatIf");
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [newest, setNewest] = useState("20");
  const [verdict, setVerdict] = useState<(typeof verdicts)[number]>("any");
  const [against, setAgainst] = useState(blueprint.hasChanges ? "draft" : "same");
  const [instructions, setInstructions] = useState("");
  const [model, setModel] = useState("");
  const count = Number(newest);
  const problem =
    Number.isInteger(count) && count >= 1 && count <= whatIfLimits.runs
      ? null
      : t("from1To", { most: whatIfLimits.runs });
  const start = useMutation({
    mutationFn: () =>
      callApi(whatIfContracts.start, {
        headers: { "idempotency-key": crypto.randomUUID() },
        body: {
          blueprintId: blueprint.id,
          name,
          runs: { newest: count, ...(verdict === "any" ? {} : { verdict }) },
          against: against === "draft" || against === "same" ? against : Number(against),
          changes: {
            ...(instructions.trim() === "" ? {} : { instructions }),
            ...(model.trim() === "" ? {} : { model: model.trim() }),
          },
        },
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["what-ifs", blueprint.id] });
      onStarted(id);
    },
  });
  const live = blueprint.liveVersion;
  const isNothing = against === "same" && instructions.trim() === "" && model.trim() === "";
  return (
    <Card title={t("tryAChange")} description={t("tryAChangeText")}>
      <form
        className="grid max-w-3xl gap-3 md:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === null) start.mutate();
        }}
      >
        <Field label={t("name")} optional>
          <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("whatTheyRun")}>
          <Select
            value={against}
            onChange={setAgainst}
            options={[
              { value: "same", label: t("whatTheyRan") },
              { value: "draft", label: t("theDraft") },
              ...(live === null
                ? []
                : Array.from({ length: Math.min(live, 20) }, (_, index) => ({
                    value: String(live - index),
                    label: t("version", { number: live - index }),
                  }))),
            ]}
          />
        </Field>
        <Field label={t("howManyOfTheNewest")} error={problem}>
          <Input inputMode="numeric" value={newest} onChange={(event) => setNewest(event.target.value)} />
        </Field>
        <Field label={t("whoseGoalWas")}>
          <Select
            value={verdict}
            onChange={setVerdict}
            options={verdicts.map((value) => ({ value, label: t(`verdicts.${value}`) }))}
          />
        </Field>
        <div className="md:col-span-2">
          <Field label={t("otherInstructions")} hint={t("leaveEmptyToKeepThem")}>
            <Textarea value={instructions} onChange={(event) => setInstructions(event.target.value)} />
          </Field>
        </div>
        <Field label={t("otherModel")} hint={t("modelHint")}>
          <Input value={model} onChange={(event) => setModel(event.target.value)} />
        </Field>
        {start.isError && (
          <div className="md:col-span-2">
            <ErrorNotice title={t("itWasNotStarted")} error={start.error} />
          </div>
        )}
        <div className="flex flex-wrap items-center gap-3 md:col-span-2">
          <Button type="submit" look="primary" icon="split" busy={start.isPending}>
            {t("start")}
          </Button>
          {isNothing && <span className="text-muted text-xs">{t("nothingIsChanged")}</span>}
        </div>
      </form>
    </Card>
  );
}
