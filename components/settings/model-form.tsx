"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
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

const tierHints = {
  fast: "Short, cheap turns.",
  standard: "Most turns.",
  frontier: "The hardest turns.",
} as const;
const noKey = "(none)";

/** Tiers, keys by secret name, and own endpoints, saved together. */
export function ModelForm({ settings }: { settings: WorkspaceSettings }) {
  const client = useQueryClient();
  const [models, setModels] = useState<ModelSettings>(settings.models);
  const secrets = useQuery({ queryKey: ["secrets"], queryFn: () => callApi(listSecretsContract) });
  const save = useMutation({
    mutationFn: () => callApi(changeWorkspaceContract, { body: { settings: { models } } }),
    onSuccess: async () => {
      showDone("The models are saved; the next turn uses them.");
      await Promise.all([
        client.invalidateQueries({ queryKey: ["workspace"] }),
        client.invalidateQueries({ queryKey: ["models"] }),
      ]);
    },
  });
  const secretOptions = [
    { value: noKey, label: "No key" },
    ...(secrets.data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
  ];
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={submit} className="flex max-w-3xl flex-col gap-6 p-4">
      <section className="flex flex-col gap-3">
        <h3 className="font-semibold">Tiers</h3>
        <p className="text-muted">
          Agents name a tier; here it becomes a model. Without a key, the built-in{" "}
          <code>rehearsal/rehearsal-1</code> answers: free, offline, and no language model. What a provider
          has to offer is listed once its key is saved.
        </p>
        <div className="grid gap-3 sm:grid-cols-3">
          {modelTiers.map((tier) => (
            <Field key={tier} label={tier} hint={tierHints[tier]}>
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
      {save.isError && <ErrorNotice title="The models were not saved" error={save.error} />}
      <Button type="submit" look="primary" className="self-start" busy={save.isPending}>
        Save models
      </Button>
    </form>
  );
}
