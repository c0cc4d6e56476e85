import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import { currentActor } from "#lib/access/session.server.ts";
import { logFailure } from "#lib/foundation/log-failure.server.ts";
import {
  isLocale,
  type Locale,
  localeCookie,
  localeHeader,
  negotiateLocale,
} from "#lib/translations/locales.ts";
import { messagesOf } from "#lib/translations/read-messages.server.ts";
import type { Namespace } from "#lib/translations/translate.ts";
import { readLanguage } from "./choose-language.server.ts";

/** The language of this page: what its address says, else the reader's setting, this browser's, or its wish. */
export const readLocale = cache(async (): Promise<Locale> => {
  const [sent, kept] = await Promise.all([headers(), cookies()]);
  const asked = sent.get(localeHeader);
  if (isLocale(asked)) return asked;
  const setting = await readSetting();
  if (setting) return setting;
  const chosen = kept.get(localeCookie)?.value;
  return isLocale(chosen) ? chosen : negotiateLocale(sent.get("accept-language"));
});

async function readSetting(): Promise<Locale | null> {
  try {
    const actor = await currentActor();
    return actor && (await readLanguage(actor));
  } catch (caught) {
    // Without its database the page must still be able to say so, in some language.
    logFailure("account.language", caught);
    return null;
  }
}

/** Translates on the server, where hooks are not at hand. */
export async function serverTranslator<Name extends Namespace>(namespace: Name) {
  const locale = await readLocale();
  return createTranslator({ locale, messages: messagesOf(locale), namespace });
}
