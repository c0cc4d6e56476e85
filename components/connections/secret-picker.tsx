"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { listSecretsContract, putSecretContract } from "#lib/api/contracts/secrets.ts";

/** Chooses a secret of the workspace, or stores a new one under a name. */
export function SecretPicker({
  label,
  hint,
  value,
  suggestion,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  suggestion: string;
  onChange: (name: string) => void;
}) {
  const t = useTranslations("connections");
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ["secrets", "choices", "names"],
    queryFn: async () => (await callApi(listSecretsContract)).items.map(({ name }) => name),
  });
  const [adding, setAdding] = useState(false);
  const [name, setName] = useState(suggestion);
  const [key, setKey] = useState("");
  const names = found.data ?? [];
  const store = useMutation({
    mutationFn: () => callApi(putSecretContract, { params: { name }, body: { value: key } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["secrets"] });
      onChange(name);
      setKey("");
      setAdding(false);
    },
  });
  const options = [...new Set(value === "" ? names : [value, ...names])].map((one) => ({
    value: one,
    label: one,
  }));
  return (
    <fieldset className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <legend className="px-1 font-medium text-sm">{label}</legend>
      <p className="text-muted text-xs">{hint}</p>
      {options.length > 0 && (
        <Field label={t("secret")}>
          <Select options={options} value={value === "" ? null : value} onChange={onChange} />
        </Field>
      )}
      {!adding && (
        <Button size="sm" icon="key-round" className="self-start" onClick={() => setAdding(true)}>
          {t("storeANewSecret")}
        </Button>
      )}
      {adding && (
        <div className="flex flex-col gap-2">
          <Field label={t("nameOfTheNewSecret")}>
            <Input value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t("itsValue")} hint={t("encryptedAtOnceAndNever")}>
            <Input
              type="password"
              autoComplete="off"
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          </Field>
          {store.error && <ErrorNotice title={t("theSecretWasNotStored")} error={store.error} />}
          <div className="flex gap-2">
            <Button size="sm" onClick={() => setAdding(false)}>
              {t("cancel")}
            </Button>
            <Button
              size="sm"
              look="primary"
              busy={store.isPending}
              disabled={key === "" || name === "" || (names.includes(name) && !store.isPending)}
              onClick={() => store.mutate()}
            >
              {t("store")}
            </Button>
          </div>
          {names.includes(name) && <p className="text-waiting text-xs">{t("thereIsASecretOf")}</p>}
        </div>
      )}
    </fieldset>
  );
}
