/** The languages of the interface, English first: it is what the others are translated from. */
export const locales = ["en", "de", "es", "ja"] as const;

/** One of {@link locales}. */
export type Locale = (typeof locales)[number];

/** Each language by its own name, so that everybody finds theirs. */
export const localeNames: Record<Locale, string> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  ja: "日本語",
};

/** The cookie a choice is kept in. */
export const localeCookie = "aimwright-language";

/** The part of a page's address that asks for a language. */
export const localeParameter = "lang";

/** The header by which {@link localeParameter} of a page's address reaches its rendering. */
export const localeHeader = "x-aimwright-language";

const rightToLeft: readonly string[] = ["ar", "fa", "he", "ur"];

/** Which way a language is written; none of ours is written to the left yet. */
export const directionOf = (locale: string): "ltr" | "rtl" => (rightToLeft.includes(locale) ? "rtl" : "ltr");

/** Whether the text names a language of the interface. */
export function isLocale(text: string | null | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/** The language a browser likes best of those there are; English when it likes none of them. */
export function negotiateLocale(acceptLanguage: string | null | undefined): Locale {
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map((wish) => {
      const [tag = "", ...options] = wish.trim().split(";");
      const weight = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find(Boolean);
      return { language: tag.split("-")[0]?.toLowerCase() ?? "", weight: Number(weight ?? 1) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return wishes.map(({ language }) => language).find(isLocale) ?? "en";
}
