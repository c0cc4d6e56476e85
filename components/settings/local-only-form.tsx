"use client";

import { useTranslations } from "use-intl";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useChangeWorkspace } from "./use-change-workspace.ts";

/** Keeps everything inside the own network. */
export function LocalOnlyForm({ isOn, mayChange }: { isOn: boolean; mayChange: boolean }) {
  const t = useTranslations("settings");
  const save = useChangeWorkspace(isOn ? t("localOnly.off") : t("localOnly.on"));
  return (
    <section className="flex flex-col gap-3">
      <Field inline label={t("localOnly.label")} hint={t("localOnly.hint")}>
        <Switch
          checked={save.isPending ? !isOn : isOn}
          disabled={!mayChange || save.isPending}
          onChange={(localOnly) => save.mutate({ settings: { localOnly } })}
        />
      </Field>
      {save.isError && <ErrorNotice title={t("localOnly.notChanged")} error={save.error} />}
    </section>
  );
}
