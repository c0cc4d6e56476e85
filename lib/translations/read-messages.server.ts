import "server-only";
import type { Messages } from "use-intl";
import de from "#messages/de.json";
import en from "#messages/en.json";
import es from "#messages/es.json";
import ja from "#messages/ja.json";
import type { Locale } from "./locales.ts";
import type { Namespace } from "./translate.ts";

// What a language lacks does not compile.
const catalogues: Record<Locale, Messages> = { en, de, es, ja };

/** The whole catalogue of a language. */
export const messagesOf = (locale: Locale): Messages => catalogues[locale];

/** The namespaces a page needs, to be sent to the browser. */
export function pickMessages(locale: Locale, namespaces: readonly Namespace[]): Partial<Messages> {
  return Object.fromEntries(namespaces.map((name) => [name, catalogues[locale][name]]));
}
