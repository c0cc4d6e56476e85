import type { Messages, useTranslations } from "use-intl";
import type en from "#messages/en.json";
import type { Locale } from "./locales.ts";

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof en;
  }
}

/** A part of the catalogue; each page sends the browser only those it needs. */
export type Namespace = keyof Messages;

/** What `useTranslations` gives for a namespace, for functions that are handed it. */
export type Translate<Name extends Namespace> = ReturnType<typeof useTranslations<Name>>;
