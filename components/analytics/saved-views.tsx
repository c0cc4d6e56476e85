"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
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
      title="Saved views"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button icon="bookmark" aria-label={current ? `Saved views: ${current.name}` : "Saved views"}>
          <span className="max-w-40 truncate">{current?.name ?? "Views"}</span>
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <QueryView
          query={query}
          failed="The views could not be loaded"
          isEmpty={({ items }) => items.length === 0}
          empty={
            <EmptyState icon="bookmark" title="No view is saved yet">
              Choose days, filters and a metric, and give what you see a name. Everybody of the workspace
              finds it here.
            </EmptyState>
          }
        >
          {({ items }) => (
            <ul aria-label="Saved views" className="flex flex-col">
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
                    <span className="block truncate text-muted text-xs">saved by {one.savedBy}</span>
                  </button>
                  {one !== current && (
                    <IconButton
                      icon="save"
                      size={28}
                      label={`Replace ${one.name} by what is shown now`}
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
                    title={`Delete the view ${one.name}?`}
                    confirm="Delete"
                    trigger={<IconButton icon="trash-2" size={28} label={`Delete ${one.name}`} />}
                    onConfirm={async () => {
                      await callApi(analyticsViewContracts.remove, { params: { id: one.id } });
                      await reload();
                    }}
                  >
                    It goes for everybody of the workspace. The runs and figures stay.
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
      {saving.isError && <ErrorNotice title="The view could not be saved" error={saving.error} />}
      <div className="flex items-end gap-2">
        <Field label="Save what is shown as" className="flex-1">
          <Input
            value={name}
            maxLength={80}
            placeholder="Goal rate of the week"
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
        <Button type="submit" look="primary" busy={saving.isPending} disabled={name.trim() === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}
