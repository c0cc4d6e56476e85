"use client";

import { useLocale } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { localeNames, locales } from "#lib/translations/locales.ts";
import { useChooseLocale } from "./use-choose-locale.ts";

/** Chooses the language where nobody is signed in; each language is named in itself. */
export function LanguageSelect({ label }: { label: string }) {
  const locale = useLocale();
  const choose = useChooseLocale();
  return (
    <span className="relative inline-flex items-center text-muted text-xs">
      <Icon name="globe" size={14} className="pointer-events-none absolute start-2" />
      <select
        aria-label={label}
        data-testid="language"
        value={locale}
        onChange={(event) => choose(event.target.value as typeof locale)}
        className="h-7 cursor-pointer rounded-md border border-line bg-panel ps-7 pe-2 text-text hover:border-edge"
      >
        {locales.map((each) => (
          <option key={each} value={each} lang={each}>
            {localeNames[each]}
          </option>
        ))}
      </select>
    </span>
  );
}
