"use client";

import { useTranslations } from "use-intl";
import type en from "#messages/en.json";

type KnownField = keyof typeof en.templates.fields;

/** What the fields of templates are called in the reader's language; one newer than the catalogue keeps its name. */
export function useFieldNames(fields: Record<string, string> | undefined): Record<string, string> {
  const t = useTranslations("templates");
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([key, name]) => [
      key,
      t.has(`fields.${key as KnownField}`) ? t(`fields.${key as KnownField}`) : name,
    ]),
  );
}
