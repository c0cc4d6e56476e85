"use client";

import { useRouter } from "next/navigation";
import { type Locale, localeCookie, localeParameter } from "#lib/translations/locales.ts";

const aYear = 31_536_000;

/** Keeps the language in this browser and shows the page in it, with everything typed still in place. */
export function useChooseLocale(): (locale: Locale) => void {
  const router = useRouter();
  return (locale) => {
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser we support
    document.cookie = `${localeCookie}=${locale}; Path=/; Max-Age=${aYear}; SameSite=Lax${secure}`;
    const address = new URL(window.location.href);
    const isKept = document.cookie.includes(`${localeCookie}=${locale}`);
    // In a frame of another site cookies may be refused; then, and where the address decides, the address says it.
    if (isKept && !address.searchParams.has(localeParameter)) return router.refresh();
    address.searchParams.set(localeParameter, locale);
    window.location.assign(address);
  };
}
