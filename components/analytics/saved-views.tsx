"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { QueryView } from "#components/ui/query-view.tsx";
import { callApi } from "#lib/api/client.ts";
import { analyticsViewContracts } from "#lib/api/contracts/analytics-views.ts";
import type { AnalyticsView } from "./use-analytics-view.ts";

const key = ["analytics", "views"];

/** The views the workspace keeps: open one, save what is looked at, replace or delete one. */
export function SavedViews({ view }: { view: AnalyticsView }) {
  const t = useTranslations("analytics");
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi(analyticsViewContracts.list, { signal }),
  });
  const client = useQueryClient();
  const reload = () => client.invalidateQueries({ queryKey: key });
  const current = query.data?.items.find((one) => one.query === view.query);
  return (
    <Popover
      title={t("savedViews")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          icon="bookmark"
          aria-label={current ? t("savedViewsOpen", { name: current.name }) : t("savedViews")}
        >
          <span className="max-w-40 truncate">{current?.name ?? t("views")}</span>
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <QueryView
          query={query}
          failed={t("theViewsCouldNotBe")}
          isEmpty={({ items }) => items.length === 0}
          empty={
            <EmptyState icon="bookmark" title={t("noViewIsSavedYet")}>
              {t("chooseDaysFiltersAndA")}
            </EmptyState>
          }
        >
          {({ items }) => (
            <ul aria-label={t("savedViews")} className="flex flex-col">
              {items.map((one) => (
                <li key={one.id} className="flex items-center gap-1">
                  <button
                    type="button"
                    aria-current={one === current || undefined}
                    className="min-w-0 flex-1 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover aria-[current]:font-semibold"
                    onClick={() => {
                      view.show(one.query);
                      setOpen(false);
                    }}
                  >
                    <span className="block truncate">{one.name}</span>
                    <span className="block truncate text-muted text-xs">
                      {t("savedBy", { savedBy: one.savedBy })}
                    </span>
                  </button>
                  {one !== current && (
                    <IconButton
                      icon="save"
                      size={28}
                      label={t("replaceByWhatIsShown", { name: one.name })}
                      onClick={async () => {
                        await callApi(analyticsViewContracts.update, {
                          params: { id: one.id },
                          body: { query: view.query },
                        });
                        await reload();
                      }}
                    />
                  )}
                  <ConfirmDialog
                    title={t("deleteTheView", { name: one.name })}
                    confirm={t("delete")}
                    trigger={
                      <IconButton icon="trash-2" size={28} label={t("deleteOne", { name: one.name })} />
                    }
                    onConfirm={async () => {
                      await callApi(analyticsViewContracts.remove, { params: { id: one.id } });
                      await reload();
                    }}
                  >
                    {t("itGoesForEverybodyOf")}
                  </ConfirmDialog>
                </li>
              ))}
            </ul>
          )}
        </QueryView>
        {!current && <SaveForm query={view.query} onSaved={reload} />}
      </div>
    </Popover>
  );
}

function SaveForm({ query, onSaved }: { query: string; onSaved: () => Promise<unknown> }) {
  const t = useTranslations("analytics");
  const form = useId();
  const [name, setName] = useState("");
  const saving = useMutation({
    mutationFn: () => callApi(analyticsViewContracts.create, { body: { name, query } }),
    onSuccess: async () => {
      setName("");
      await onSaved();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form id={form} onSubmit={submit} className="flex flex-col gap-2 border-line border-t pt-3">
      {saving.isError && <ErrorNotice title={t("theViewCouldNotBe")} error={saving.error} />}
      <div className="flex items-end gap-2">
        <Field label={t("saveWhatIsShownAs")} className="flex-1">
          <Input
            value={name}
            maxLength={80}
            placeholder={t("goalRateOfTheWeek")}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
        <Button type="submit" look="primary" busy={saving.isPending} disabled={name.trim() === ""}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
