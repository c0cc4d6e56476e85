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
import { Select } from "#components/ui/select.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { type Role, roles } from "#lib/access/permissions.ts";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { createTokenContract, listTokensContract, revokeTokenContract } from "#lib/api/contracts/tokens.ts";
import { ShownOnce } from "./shown-once.tsx";

type Token = CallOutput<typeof listTokensContract>["items"][number];

/** Tokens for programs; the value is shown once, when it is made. */
export function TokenSection() {
  const t = useTranslations("settings");
  const roleOptions = roles.map((role) => ({ value: role, label: t(`roles.${role}`) }));
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const query = useQuery({
    queryKey: ["tokens"],
    queryFn: () => callApi(listTokensContract, { query: { limit: 200 } }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: ["tokens"] });
  const create = useMutation({
    mutationFn: () => callApi(createTokenContract, { body: { name, role } }),
    onSuccess: () => setName(""),
    onSettled: refresh,
  });
  async function revoke(token: Token): Promise<void> {
    try {
      await callApi(revokeTokenContract, { params: { id: token.id } });
    } catch (caught) {
      showFailure(caught);
    }
    await refresh();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  const columns: Column<Token>[] = [
    { id: "name", header: t("name"), cell: (token) => <span className="font-medium">{token.name}</span> },
    { id: "prefix", header: t("beginsWith"), wide: true, cell: (token) => <code>{token.prefix}</code> },
    { id: "role", header: t("role"), cell: (token) => t(`roles.${token.role}`) },
    {
      id: "used",
      header: t("lastUsed"),
      align: "end",
      cell: (token) => (
        <span className="text-muted">
          {token.lastUsedAt ? <RelativeTime at={token.lastUsedAt} /> : "never"}
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">{t("actions")}</span>,
      width: "48px",
      cell: (token) => (
        <ConfirmDialog
          title={t("revoke", { name: token.name })}
          confirm={t("revokeToken")}
          trigger={<IconButton icon="trash-2" size={28} label={t("revoke2", { name: token.name })} />}
          onConfirm={() => revoke(token)}
        >
          <p>{t("programsThatUseItAre")}</p>
        </ConfirmDialog>
      ),
    },
  ];
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-3 border-line border-b p-4">
        <form onSubmit={submit} className="flex max-w-2xl flex-wrap items-end gap-2">
          <Field label={t("name")} className="min-w-52 flex-1">
            <Input
              required
              maxLength={100}
              placeholder={t("nightlyImport")}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field label={t("role")} className="w-36">
            <Select options={roleOptions} value={role} onChange={setRole} />
          </Field>
          <Button type="submit" icon="key-round" busy={create.isPending}>
            {t("createToken")}
          </Button>
        </form>
        {create.isError && <ErrorNotice title={t("theTokenWasNotMade")} error={create.error} />}
        {create.data && <ShownOnce label={create.data.name} value={create.data.value} />}
      </div>
      <QueryView
        query={query}
        failed={t("theTokensCouldNotBe")}
        isEmpty={(data) => data.items.length === 0}
        empty={
          <EmptyState icon="key-round" title={t("noTokensYet")}>
            {t("aTokenLetsAProgram")}
          </EmptyState>
        }
      >
        {(data) => (
          <Table label={t("apiTokens")} columns={columns} rows={data.items} rowKey={(token) => token.id} />
        )}
      </QueryView>
    </div>
  );
}
