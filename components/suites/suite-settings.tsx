"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { type Suite, suiteKeys } from "./suite-queries.ts";

const whole = "whole blueprint";

/** Makes a suite, or changes one; mount it anew for each. */
export function SuiteSettings({
  blueprintId,
  agents,
  suite,
  initialAgent = null,
  onClose,
}: {
  blueprintId: string;
  agents: BlueprintNode[];
  /** null for a new one. */
  suite: Suite | null;
  initialAgent?: string | null;
  onClose: (saved: Suite | null) => void;
}) {
  const t = useTranslations("suites");
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState(suite?.name ?? "");
  const [agent, setAgent] = useState(suite?.agentNodeId ?? initialAgent ?? whole);
  const [writes, setWrites] = useState(suite?.writes ?? "simulate");
  const [runOnPublish, setRunOnPublish] = useState(suite?.runOnPublish ?? true);
  const save = useMutation({
    mutationFn: () => {
      const body = { name, agentNodeId: agent === whole ? null : agent, writes, runOnPublish };
      return suite === null
        ? callApi(suiteContracts.create, { body: { ...body, blueprintId } })
        : callApi(suiteContracts.update, { params: { id: suite.id }, body });
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: suiteKeys.all });
      onClose(saved);
    },
  });
  const options = [
    { value: whole, label: t("theWholeBlueprint"), hint: t("runsBeginAtItsTrigger") },
    ...agents.map((node) => ({
      value: node.id,
      label: node.title || node.id,
      hint: t("runsBeginAtThisAgent"),
    })),
  ];
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Dialog
      open
      title={suite === null ? t("newSuite") : t("suiteSettings")}
      onOpenChange={(open) => !open && onClose(null)}
      footer={
        <>
          <Button onClick={() => onClose(null)}>{t("cancel")}</Button>
          <Button type="submit" form={form} look="primary" busy={save.isPending}>
            {suite === null ? t("createSuite") : t("save")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {save.isError && <ErrorNotice title={t("theSuiteWasNotSaved")} error={save.error} />}
        <Field label={t("name")}>
          <Input
            required
            maxLength={120}
            placeholder={t("refundRules")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={t("whatItTests")}>
          <Select options={options} value={agent} onChange={setAgent} />
        </Field>
        <Field
          label={t("actionsThatChangeSomething")}
          hint={writes === "real" ? t("eachRunWritesToYour") : t("tableRowsAreCheckedAnd")}
        >
          <Select
            options={[
              { value: "simulate", label: t("simulateThem") },
              { value: "real", label: t("doThemForReal") },
            ]}
            value={writes}
            onChange={setWrites}
          />
        </Field>
        <Field label={t("runOnEveryPublish")} inline hint={t("theNewVersionIsTested")}>
          <Switch aria-label={t("runOnEveryPublish")} checked={runOnPublish} onChange={setRunOnPublish} />
        </Field>
      </form>
    </Dialog>
  );
}
