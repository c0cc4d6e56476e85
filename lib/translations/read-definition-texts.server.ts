import "server-only";
import de from "#messages/definitions/de.json";
import es from "#messages/definitions/es.json";
import ja from "#messages/definitions/ja.json";
import type { Locale } from "./locales.ts";

// English is what the definitions themselves say.
const texts: Record<Locale, Record<string, string>> = { en: {}, de, es, ja };

/** What nodes, abilities and their fields are called in a language; nothing where they speak it by themselves. */
export const definitionTextsOf = (locale: Locale): Record<string, string> => texts[locale];
