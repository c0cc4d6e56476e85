"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import { IntlProvider, type Messages } from "use-intl";
import type { Locale } from "#lib/translations/locales.ts";

const Above = createContext<Partial<Messages>>({});

/** Adds messages to those of the layouts above. */
export function MessagesProvider({
  locale,
  messages,
  children,
}: {
  locale: Locale;
  messages: Partial<Messages>;
  children: ReactNode;
}) {
  const above = use(Above);
  const all = useMemo(() => ({ ...above, ...messages }), [above, messages]);
  return (
    <Above value={all}>
      <IntlProvider locale={locale} messages={all}>
        {children}
      </IntlProvider>
    </Above>
  );
}
