"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CelInput } from "#components/inspector/controls/cel-control.tsx";
import { Button } from "#components/ui/button.tsx";
import { CreateDialog } from "#components/ui/create-dialog.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { type getTableContract, tryChecksContract, updateTableContract } from "#lib/api/contracts/tables.ts";
import type { RowCheck } from "#lib/tables/row-checks.ts";

type Draft = RowCheck & { key: number };

const drafted = (checks: readonly RowCheck[]): Draft[] => checks.map((check, key) => ({ ...check, key }));

/** Writes the conditions every row must meet, and tries them on the rows that are there. */
export function ChecksDialog({ table }: { table: CallOutput<typeof getTableContract> }) {
  const t = useTranslations("tables");
  const client = useQueryClient();
  const [drafts, setDrafts] = useState(() => drafted(table.checks));
  const params = { name: table.name };
  const checks = () => drafts.map(({ when, message }) => ({ when, message }));
  const trial = useMutation({
    mutationFn: () => callApi(tryChecksContract, { params, body: { checks: checks() } }),
  });
  const put = (next: Draft[]) => {
    setDrafts(next);
    trial.reset();
  };
  const change = (key: number, patch: Partial<RowCheck>) =>
    put(drafts.map((draft) => (draft.key === key ? { ...draft, ...patch } : draft)));
  async function save(): Promise<void> {
    await callApi(updateTableContract, { params, body: { checks: checks() } });
    await client.invalidateQueries({ queryKey: ["tables"] });
    showDone(t("theChecksAreSaved"));
  }
  return (
    <CreateDialog
      title={t("checksOf", { title: table.title })}
      width="lg"
      submit={t("saveChecks")}
      failed={t("theChecksWereNotChanged")}
      save={save}
      onClose={() => put(drafted(table.checks))}
      trigger={<Button icon="shield-check">{t("checks")}</Button>}
    >
      <p className="text-muted text-sm">{t("checksIntro")}</p>
      {drafts.length === 0 && <p className="text-sm">{t("noChecksYet")}</p>}
      {drafts.map((draft, index) => (
        <fieldset key={draft.key} className="flex items-start gap-2">
          <legend className="sr-only">{t("checkNumber", { index: index + 1 })}</legend>
          <div className="flex min-w-0 flex-1 flex-col gap-1.5">
            <CelInput
              label={t("conditionOfCheck", { index: index + 1 })}
              placeholder="row.price >= row.floor"
              value={draft.when}
              onChange={(when) => change(draft.key, { when })}
            />
            <Input
              required
              aria-label={t("messageOfCheck", { index: index + 1 })}
              placeholder={t("messagePlaceholder")}
              maxLength={300}
              value={draft.message}
              onChange={(event) => change(draft.key, { message: event.target.value })}
            />
          </div>
          <IconButton
            icon="x"
            size={28}
            label={t("removeCheck", { index: index + 1 })}
            onClick={() => put(drafts.filter(({ key }) => key !== draft.key))}
          />
        </fieldset>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon="plus"
          disabled={drafts.length >= 30}
          onClick={() =>
            put([...drafts, { key: Math.max(0, ...drafts.map(({ key }) => key)) + 1, when: "", message: "" }])
          }
        >
          {t("addCheck")}
        </Button>
        <Button
          size="sm"
          icon="flask-conical"
          busy={trial.isPending}
          disabled={drafts.length === 0}
          onClick={() => trial.mutate()}
        >
          {t("tryChecks")}
        </Button>
      </div>
      {trial.isError && <ErrorNotice title={t("theChecksCouldNotBeTried")} error={trial.error} />}
      {trial.data && <Tried tried={trial.data} />}
    </CreateDialog>
  );
}

function Tried({ tried: { tried, broken } }: { tried: CallOutput<typeof tryChecksContract> }) {
  const t = useTranslations("tables");
  // The list of checks may be long; what the trial found lies below it.
  const show = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });
  if (broken.length === 0)
    return (
      <p ref={show} role="status" className="flex items-center gap-2 rounded-md bg-ok-soft px-3 py-2 text-sm">
        <Icon name="check" size={16} className="text-ok" />
        {t("everyRowPasses", { tried })}
      </p>
    );
  const count = new Set(broken.map(({ rowId }) => rowId)).size;
  return (
    <div ref={show} role="status" className="rounded-md bg-waiting-soft px-3 py-2 text-sm">
      <p>{t("rowsBreakChecks", { count, tried })}</p>
      <ul className="mt-1 list-disc pl-5">
        {broken.map(({ rowId, check, label, message }) => (
          <li key={`${rowId}-${check}`} className="break-words">
            <span className="font-medium">{label}</span>: {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
