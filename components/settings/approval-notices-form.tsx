"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { WorkspaceSettings } from "#lib/access/workspace-settings.ts";
import { callApi } from "#lib/api/client.ts";
import { listSecretsContract } from "#lib/api/contracts/secrets.ts";
import { useChangeWorkspace } from "./use-change-workspace.ts";

type Notices = WorkspaceSettings["approvalNotices"];
type Draft = { from: string; mailSecret: string; url: string; webhookSecret: string };

const draftOf = ({ mail, webhook }: Notices): Draft => ({
  from: mail?.from ?? "",
  mailSecret: mail?.secret ?? "",
  url: webhook?.url ?? "",
  webhookSecret: webhook?.secret ?? "",
});

/** Where signed links to approvals are sent; an address left empty sends nothing there. */
export function ApprovalNoticesForm({ notices, mayChange }: { notices: Notices; mayChange: boolean }) {
  const t = useTranslations("settings");
  const [draft, setDraft] = useState<Draft | null>(null);
  const shown = draft ?? draftOf(notices);
  const secrets = useQuery({
    queryKey: ["secrets", "choices"],
    queryFn: () => callApi(listSecretsContract),
    enabled: mayChange,
  });
  const save = useChangeWorkspace(t("approvalNotices.saved"));
  const change = (patch: Partial<Draft>) => setDraft({ ...shown, ...patch });
  function submit(event: FormEvent) {
    event.preventDefault();
    const mail = shown.from.trim() === "" ? null : { from: shown.from.trim(), secret: shown.mailSecret };
    const webhook = shown.url.trim() === "" ? null : { url: shown.url.trim(), secret: shown.webhookSecret };
    save.mutate({ settings: { approvalNotices: { mail, webhook } } }, { onSuccess: () => setDraft(null) });
  }
  const names = [
    shown.mailSecret,
    shown.webhookSecret,
    ...(secrets.data?.items ?? []).map(({ name }) => name),
  ];
  const options = [...new Set(names)]
    .filter((name) => name !== "")
    .map((name) => ({ value: name, label: name }));
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <h3 className="font-semibold">{t("approvalNotices.title")}</h3>
      <p className="text-muted">{t("approvalNotices.lead")}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("approvalNotices.from")} optional hint={t("approvalNotices.fromHint")}>
          <Input
            type="email"
            disabled={!mayChange}
            placeholder="desk@example.com"
            value={shown.from}
            onChange={(event) => change({ from: event.target.value })}
          />
        </Field>
        <Field label={t("approvalNotices.mailSecret")} hint={t("approvalNotices.mailSecretHint")}>
          <Select
            options={options}
            value={shown.mailSecret === "" ? null : shown.mailSecret}
            disabled={!mayChange || shown.from.trim() === ""}
            onChange={(mailSecret) => change({ mailSecret })}
          />
        </Field>
        <Field label={t("approvalNotices.url")} optional hint={t("approvalNotices.urlHint")}>
          <Input
            type="url"
            disabled={!mayChange}
            placeholder="https://example.com/hooks/approvals"
            value={shown.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        </Field>
        <Field label={t("approvalNotices.webhookSecret")} hint={t("approvalNotices.webhookSecretHint")}>
          <Select
            options={options}
            value={shown.webhookSecret === "" ? null : shown.webhookSecret}
            disabled={!mayChange || shown.url.trim() === ""}
            onChange={(webhookSecret) => change({ webhookSecret })}
          />
        </Field>
      </div>
      {save.isError && <ErrorNotice title={t("approvalNotices.notSaved")} error={save.error} />}
      {mayChange ? (
        <Button type="submit" className="self-start" busy={save.isPending} disabled={draft === null}>
          {t("approvalNotices.save")}
        </Button>
      ) : (
        <p className="text-muted text-xs">{t("onlyAnOwnerCanChange")}</p>
      )}
    </form>
  );
}
