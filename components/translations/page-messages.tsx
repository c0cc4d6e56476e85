import type { ReactNode } from "react";
import { readLocale } from "#lib/operations/account/read-locale.server.ts";
import { pickMessages } from "#lib/translations/read-messages.server.ts";
import type { Namespace } from "#lib/translations/translate.ts";
import { MessagesProvider } from "./messages-provider.tsx";

/** Sends the browser the messages that what is inside needs, in the language of the reader. */
export async function PageMessages({
  namespaces,
  children,
}: {
  namespaces: readonly Namespace[];
  children: ReactNode;
}) {
  const locale = await readLocale();
  return (
    <MessagesProvider locale={locale} messages={pickMessages(locale, namespaces)}>
      {children}
    </MessagesProvider>
  );
}
