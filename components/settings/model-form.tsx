"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { ModelSelect } from "#components/models/model-select.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { showDone } from "#components/ui/toast.tsx";
import type { WorkspaceSettings } from "#lib/access/workspace-settings.ts";
import { callApi } from "#lib/api/client.ts";
import { listSecretsContract } from "#lib/api/contracts/secrets.ts";
import { changeWorkspaceContract } from "#lib/api/contracts/workspaces.ts";
import { modelTiers } from "#lib/models/model-ref.ts";
import type { ModelSettings } from "#lib/models/model-settings.ts";
import { EndpointFields } from "./endpoint-fields.tsx";
import { ProviderFields } from "./provider-fields.tsx";

const tierHints = { fast: "tierFast", standard: "tierStandard", frontier: "tierFrontier" } as const;
const noKey = "(none)";

/** Tiers, keys by secret name, and own endpoints, saved together. */
export function ModelForm({ settings }: { settings: WorkspaceSettings }) {
  const t = useTranslations("settings");
  const client = useQueryClient();
  const [models, setModels] = useState<ModelSettings>(settings.models);
  const secrets = useQuery({ queryKey: ["secrets"], queryFn: () => callApi(listSecretsContract) });
  const save = useMutation({
    mutationFn: () => callApi(changeWorkspaceContract, { body: { settings: { models } } }),
    onSuccess: async () => {
      showDone(t("theModelsAreSavedThe"));
      await Promise.all([
        client.invalidateQueries({ queryKey: ["workspace"] }),
        client.invalidateQueries({ queryKey: ["models"] }),
      ]);
    },
  });
  const secretOptions = [
    { value: noKey, label: t("noKey") },
    ...(secrets.data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
  ];
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={submit} className="flex max-w-3xl flex-col gap-6 p-4">
      <section className="flex flex-col gap-3">
        <h3 className="font-semibold">{t("tiers")}</h3>
        <p className="text-muted">{t.rich("tiersHint", { code: (text) => <code>{text}</code> })}</p>
        <div className="grid gap-3 sm:grid-cols-3">
          {modelTiers.map((tier) => (
            <Field key={tier} label={tier} hint={t(tierHints[tier])}>
              <ModelSelect
                value={models.tiers[tier]}
                onChange={(model) => setModels({ ...models, tiers: { ...models.tiers, [tier]: model } })}
              />
            </Field>
          ))}
        </div>
      </section>
      <ProviderFields
        settings={models}
        secretOptions={secretOptions}
        noKey={noKey}
        onChange={(providers) => setModels({ ...models, providers })}
      />
      <EndpointFields
        settings={models}
        secretOptions={secretOptions}
        noKey={noKey}
        onChange={(endpoints) => setModels({ ...models, endpoints })}
      />
      {save.isError && <ErrorNotice title={t("theModelsWereNotSaved")} error={save.error} />}
      <Button type="submit" look="primary" className="self-start" busy={save.isPending}>
        {t("saveModels")}
      </Button>
    </form>
  );
}
