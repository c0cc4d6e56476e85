"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Select } from "#components/ui/select.tsx";
import { type AnalyticsView, type Narrowing, narrowing } from "./use-analytics-view.ts";
import { useMetric } from "./use-metric.ts";

const any = "any";

/** Narrows the figures by what the runs of the period have; what is chosen stands beside it and can be taken away. */
export function FilterMenu({ view }: { view: AnalyticsView }) {
  const t = useTranslations("analytics");
  const [open, setOpen] = useState(false);
  const chosen = narrowing.filter((key) => view.narrowed[key] !== undefined);
  return (
    <>
      <Popover
        title={t("onlyRunsWith")}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button icon="funnel" aria-label={t("filter")}>
            {t("filter")}
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          {narrowing.map((key) => (
            <FilterField key={key} view={view} dimension={key} />
          ))}
        </div>
      </Popover>
      {chosen.map((key) => (
        <Chip key={key} view={view} dimension={key} />
      ))}
    </>
  );
}

function useValues(view: AnalyticsView, dimension: Narrowing) {
  // The choices are those of the other filters, so that one can be exchanged for another.
  const filters = { ...view.filters, [dimension]: undefined };
  const { query } = useMetric({ ...view, filters: withoutUndefined(filters) }, "runs", dimension);
  const values = (query.data?.rows ?? [])
    .filter(({ group }) => group !== "draft")
    .map(({ group, label }) => ({ value: group, label: label || group }));
  const now = view.narrowed[dimension];
  const isGone = now !== undefined && query.data && !values.some(({ value }) => value === now);
  return { query, values: isGone ? [...values, { value: now, label: now }] : values };
}

function FilterField({ view, dimension }: { view: AnalyticsView; dimension: Narrowing }) {
  const t = useTranslations("analytics");
  const { query, values } = useValues(view, dimension);
  return (
    <Field label={t(`names.${dimension}`)} hint={query.isError ? t("theChoicesCouldNotBe") : undefined}>
      <Select
        options={[{ value: any, label: t(`any.${dimension}`) }, ...values]}
        value={view.narrowed[dimension] ?? any}
        onChange={(value) => view.change({ [dimension]: value === any ? null : value })}
      />
    </Field>
  );
}

function Chip({ view, dimension }: { view: AnalyticsView; dimension: Narrowing }) {
  const t = useTranslations("analytics");
  const { values } = useValues(view, dimension);
  const now = view.narrowed[dimension] ?? "";
  const label = values.find(({ value }) => value === now)?.label ?? now;
  return (
    <span className="flex h-8 max-w-64 items-center gap-1 rounded-md border border-line bg-panel pr-1 pl-2 text-sm">
      <span className="truncate">
        <span className="text-muted">{t(`names.${dimension}`)}</span> {label}
      </span>
      <IconButton
        icon="x"
        size={24}
        label={t(`any.${dimension}`)}
        onClick={() => view.change({ [dimension]: null })}
      />
    </span>
  );
}

function withoutUndefined<T extends Record<string, unknown>>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
