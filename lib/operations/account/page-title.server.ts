import "server-only";
import type { Metadata } from "next";
import type { Messages } from "use-intl";
import { serverTranslator } from "./read-locale.server.ts";

/** What the browser's tab says, in the language of the reader. */
export async function pageTitle(page: keyof Messages["pages"]["titles"]): Promise<Metadata> {
  const t = await serverTranslator("pages");
  return { title: t(`titles.${page}`) };
}
