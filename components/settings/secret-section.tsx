"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { deleteSecretContract, listSecretsContract, putSecretContract } from "#lib/api/contracts/secrets.ts";

type Secret = CallOutput<typeof listSecretsContract>["items"][number];

/** Secrets by name; a value goes in and never comes out. */
export function SecretSection() {
  const t = useTranslations("settings");
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const query = useQuery({ queryKey: ["secrets"], queryFn: () => callApi(listSecretsContract) });
  const refresh = () => client.invalidateQueries({ queryKey: ["secrets"] });
  const store = useMutation({
    mutationFn: () => callApi(putSecretContract, { params: { name }, body: { value } }),
    onSuccess: () => {
      showDone(t("isStoredEncrypted", { name }));
      setName("");
      setValue("");
    },
    onSettled: refresh,
  });
  async function remove(secret: Secret): Promise<void> {
    try {
      await callApi(deleteSecretContract, { params: { name: secret.name } });
    } catch (caught) {
      showFailure(caught);
    }
    await refresh();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    store.mutate();
  }
  const columns: Column<Secret>[] = [
    { id: "name", header: t("name"), cell: (secret) => <code>{secret.name}</code> },
    {
      id: "changed",
      header: t("changed"),
      align: "end",
      cell: (secret) => (
        <span className="text-muted">
          <RelativeTime at={secret.updatedAt} />
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">{t("actions")}</span>,
      width: "48px",
      cell: (secret) => (
        <ConfirmDialog
          title={t("delete", { name: secret.name })}
          confirm={t("deleteSecret")}
          trigger={<IconButton icon="trash-2" size={28} label={t("delete2", { name: secret.name })} />}
          onConfirm={() => remove(secret)}
        >
          <p>{t("abilitiesAndModelsThatName")}</p>
        </ConfirmDialog>
      ),
    },
  ];
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-3 border-line border-b p-4">
        <form onSubmit={submit} className="flex max-w-2xl flex-wrap items-end gap-2">
          <Field label={t("name")} className="min-w-44 flex-1">
            <Input
              required
              mono
              maxLength={100}
              pattern="[A-Za-z][A-Za-z0-9_\-]*"
              placeholder="OPENAI_KEY"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field label={t("value")} className="min-w-44 flex-1">
            <Input
              required
              type="password"
              autoComplete="off"
              maxLength={10_000}
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
          </Field>
          <Button type="submit" icon="lock" busy={store.isPending}>
            {t("store")}
          </Button>
        </form>
        <p className="text-muted text-xs">{t("storingANameThatExists")}</p>
        {store.isError && <ErrorNotice title={t("theSecretWasNotStored")} error={store.error} />}
      </div>
      <QueryView
        query={query}
        failed={t("theSecretsCouldNotBe")}
        isEmpty={(data) => data.items.length === 0}
        empty={
          <EmptyState icon="lock" title={t("noSecretsYet")}>
            {t("keysAndPasswordsThatModels")}
          </EmptyState>
        }
      >
        {(data) => (
          <Table label={t("secrets")} columns={columns} rows={data.items} rowKey={(secret) => secret.name} />
        )}
      </QueryView>
    </div>
  );
}
