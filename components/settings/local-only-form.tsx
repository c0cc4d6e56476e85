"use client";

import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useChangeWorkspace } from "./use-change-workspace.ts";

/** Keeps everything inside the own network. */
export function LocalOnlyForm({ isOn, mayChange }: { isOn: boolean; mayChange: boolean }) {
  const save = useChangeWorkspace(
    isOn ? "Public hosts may be called again." : "Nothing leaves your network now.",
  );
  return (
    <section className="flex flex-col gap-3">
      <Field
        inline
        label="Local only"
        hint="Refuses every call outside this machine and the internal hosts listed above: models, abilities, imports, webhooks and mail. Other names are not even looked up. Use a model of your own, or the rehearsal model."
      >
        <Switch
          checked={save.isPending ? !isOn : isOn}
          disabled={!mayChange || save.isPending}
          onChange={(localOnly) => save.mutate({ settings: { localOnly } })}
        />
      </Field>
      {save.isError && <ErrorNotice title="The setting was not changed" error={save.error} />}
    </section>
  );
}
