"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { Translate } from "#lib/translations/translate.ts";
import { TemplateStill } from "./template-still.tsx";
import type { TemplateSummary } from "./use-templates.ts";

const stretched = "rounded-sm text-left font-semibold after:absolute after:inset-0 after:rounded-lg";

/** One template with its small canvas. On its own page the card leads to the details, where one begins it makes the blueprint. */
export function TemplateCard({
  template,
  field,
  leads,
  busy,
  disabled,
  onUse,
}: {
  template: TemplateSummary;
  field: string;
  leads: "to-page" | "to-use";
  busy: boolean;
  disabled: boolean;
  onUse: () => void;
}) {
  const t = useTranslations("templates");
  const { slug, name, description, still, brings } = template;
  return (
    <article className="relative flex flex-col overflow-hidden rounded-lg border border-line bg-panel transition-colors focus-within:border-accent hover:border-accent">
      <div className="flex h-32 items-center justify-center border-line border-b bg-ground px-3 py-2">
        <TemplateStill {...still} className="h-full w-full" />
      </div>
      <div className="flex flex-1 flex-col gap-1.5 p-4">
        <div className="flex items-start justify-between gap-2">
          <h3 className="min-w-0">
            {leads === "to-page" ? (
              <Link href={`/templates/${slug}`} className={stretched}>
                {name}
              </Link>
            ) : (
              <button type="button" className={stretched} disabled={disabled} onClick={onUse}>
                {name}
              </button>
            )}
          </h3>
          {busy ? (
            <Icon name="loader-circle" size={16} className="mt-0.5 animate-spin text-accent" />
          ) : (
            <Badge>{field}</Badge>
          )}
        </div>
        <p className="line-clamp-3 text-muted">{description}</p>
        <div className="mt-auto flex items-center justify-between gap-3 pt-2 text-xs">
          <span className="text-muted tabular-nums">{bringsInWords(brings, t)}</span>
          {leads === "to-page" ? (
            <button
              type="button"
              disabled={disabled}
              onClick={onUse}
              aria-label={t("useOne", { name })}
              className="relative z-10 inline-flex h-7 shrink-0 items-center rounded-md border border-line bg-panel px-2.5 font-medium transition-colors hover:bg-hover disabled:opacity-50"
            >
              {t("use")}
            </button>
          ) : (
            <Link
              href={`/templates/${slug}`}
              aria-label={t("whatShows", { name })}
              className="relative z-10 inline-flex h-7 shrink-0 items-center gap-1 rounded-sm text-accent hover:underline"
            >
              {t("details")}
              <Icon name="arrow-right" size={13} />
            </Link>
          )}
        </div>
      </div>
    </article>
  );
}

function bringsInWords(
  { documents, tables, cases }: TemplateSummary["brings"],
  t: Translate<"templates">,
): string {
  return [
    t("brings.documents", { count: documents }),
    tables > 0 && t("brings.tables", { count: tables }),
    cases > 0 && t("brings.cases", { count: cases }),
  ]
    .filter(Boolean)
    .join(" · ");
}
