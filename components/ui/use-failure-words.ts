"use client";

import { type Messages, useLocale, useTranslations } from "use-intl";
import { readError } from "./read-error.ts";

const explained: Record<keyof Messages["errors"], true> = {
  unauthenticated: true,
  forbidden: true,
  not_found: true,
  invalid_input: true,
  conflict: true,
  too_large: true,
  rate_limited: true,
  blueprint_invalid: true,
  provider_unauthorized: true,
  provider_failed: true,
  limit_reached: true,
  budget_reached: true,
  unavailable: true,
  internal: true,
};
const isExplained = (code: string): code is keyof Messages["errors"] => Object.hasOwn(explained, code);

/** Says what a failure is in the reader's language; `original` is what the server said, where that is another. */
export function useFailureWords(): (caught: unknown) => { words: string; original: string | null } {
  const t = useTranslations("errors");
  const locale = useLocale();
  return (caught) => {
    const { code, message } = readError(caught);
    return locale === "en" || !isExplained(code)
      ? { words: message, original: null }
      : { words: t(code), original: message };
  };
}
