"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { CallOutput } from "#lib/api/client.ts";
import type { handoffContracts } from "#lib/api/contracts/handoffs.ts";

/** What a suggested reply rests on, to be read before it is sent. */
export function SuggestedSources({
  sources,
}: {
  sources: CallOutput<typeof handoffContracts.suggest>["sources"];
}) {
  const t = useTranslations("inbox");
  return (
    <section aria-label={t("sourcesOfTheSuggestion")} className="flex min-w-0 flex-col gap-2 text-sm">
      <h4 className="font-semibold">{t("sources")}</h4>
      {sources.length === 0 && <p className="text-muted">{t("theSuggestionCitesNothingCheck")}</p>}
      <ul className="flex max-h-60 flex-col gap-2 overflow-y-auto">
        {sources.map((source) => (
          <li key={source.marker} className="rounded-md border border-line bg-ground p-2">
            <p className="flex items-center gap-1.5 text-xs">
              <Icon name="book-open" size={12} className="shrink-0 text-role-knowledge" />
              <span className="tabular-nums">{source.marker}</span>
              <span className="min-w-0 break-words text-muted">
                {source.title} · {source.dataset}
              </span>
            </p>
            <p className="mt-1 whitespace-pre-wrap break-words">{source.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
