import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import { isLocale, type Locale, localeCookie, localeHeader, negotiateLocale } from "./locales.ts";
import { messagesOf } from "./read-messages.server.ts";
import type { Namespace } from "./translate.ts";

/** The language of this page: what its address says, else what was chosen, else what the browser likes. */
export const readLocale = cache(async (): Promise<Locale> => {
  const [sent, kept] = await Promise.all([headers(), cookies()]);
  const asked = sent.get(localeHeader);
  if (isLocale(asked)) return asked;
  const chosen = kept.get(localeCookie)?.value;
  return isLocale(chosen) ? chosen : negotiateLocale(sent.get("accept-language"));
});

/** Translates on the server, where hooks are not at hand. */
export async function serverTranslator<Name extends Namespace>(namespace: Name) {
  const locale = await readLocale();
  return createTranslator({ locale, messages: messagesOf(locale), namespace });
}
