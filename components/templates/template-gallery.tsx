"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { inputClass } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TemplateCard } from "./template-card.tsx";
import { useFieldNames } from "./use-field-names.ts";
import { type TemplateSummary, useTemplates } from "./use-templates.ts";

/** The templates, to be searched and filtered by field; `columns` follow the room there is. */
export function TemplateGallery(props: {
  leads: "to-page" | "to-use";
  columns?: 2 | 3;
  busy: boolean;
  busyWith: string | undefined;
  onUse: (slug: string) => void;
}) {
  const t = useTranslations("templates");
  const { leads, columns = 3, busy, busyWith, onUse } = props;
  const templates = useTemplates();
  const fields = useFieldNames(templates.data?.fields);
  const [search, setSearch] = useState("");
  const [field, setField] = useState<string | null>(null);
  const searchId = useId();
  const grid = classNames("grid gap-4 sm:grid-cols-2", columns === 3 && "lg:grid-cols-3");
  if (templates.isError)
    return (
      <ErrorNotice
        title={t("theTemplatesCouldNotBe")}
        error={templates.error}
        onRetry={() => void templates.refetch()}
      />
    );
  if (templates.isPending)
    return (
      <div className={grid} aria-busy="true">
        {[0, 1, 2, 3].map((slot) => (
          <Skeleton key={slot} className="h-64 rounded-lg" />
        ))}
      </div>
    );
  const { items } = templates.data;
  const found = items.filter((template) => matches(template, search, fields));
  const shown = found.filter((template) => field === null || template.field === field);
  const countOf = (key: string) => found.filter((template) => template.field === key).length;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <search className="relative w-full sm:w-64">
          <label htmlFor={searchId} className="sr-only">
            {t("searchTemplates")}
          </label>
          <Icon
            name="search"
            size={15}
            className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
          />
          <input
            id={searchId}
            type="search"
            value={search}
            placeholder={t("searchTemplates")}
            onChange={(event) => setSearch(event.target.value)}
            className={classNames(inputClass, "h-8 pl-8")}
          />
        </search>
        <fieldset className="flex min-w-0 flex-wrap gap-1.5">
          <legend className="sr-only">{t("filterByField")}</legend>
          <FieldButton
            pressed={field === null}
            onClick={() => setField(null)}
            label={t("all")}
            count={found.length}
          />
          {Object.entries(fields).map(([key, label]) => (
            <FieldButton
              key={key}
              pressed={field === key}
              onClick={() => setField(field === key ? null : key)}
              label={label}
              count={countOf(key)}
            />
          ))}
        </fieldset>
      </div>
      <p role="status" className="sr-only">
        {t("ofTemplatesShown", { count: shown.length, count2: items.length })}
      </p>
      {shown.length === 0 ? (
        <div className="flex flex-col items-center gap-3 rounded-lg border border-line border-dashed px-4 py-10 text-center">
          <p className="text-muted">
            {search.trim() === "" ? t("noTemplateFits") : t("noTemplateFitsWords", { words: search.trim() })}
          </p>
          <Button
            onClick={() => {
              setSearch("");
              setField(null);
            }}
          >
            {t("showAllTemplates")}
          </Button>
        </div>
      ) : (
        <div className={grid}>
          {shown.map((template) => (
            <TemplateCard
              key={template.slug}
              template={template}
              field={fields[template.field] ?? template.field}
              leads={leads}
              busy={busyWith === template.slug}
              disabled={busy}
              onUse={() => onUse(template.slug)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function FieldButton(props: { pressed: boolean; label: string; count: number; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={props.pressed}
      onClick={props.onClick}
      className={classNames(
        "inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs transition-colors",
        props.pressed
          ? "border-accent bg-accent-soft font-medium text-text"
          : "border-line bg-panel text-muted hover:bg-hover hover:text-text",
      )}
    >
      {props.label}
      <span className="tabular-nums">{props.count}</span>
    </button>
  );
}

function matches(template: TemplateSummary, search: string, fields: Record<string, string>): boolean {
  const { name, description, shows, questions, field } = template;
  const text = [name, description, fields[field] ?? "", ...shows, ...questions].join(" ").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
