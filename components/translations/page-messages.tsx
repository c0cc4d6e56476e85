import type { ReactNode } from "react";
import { readLocale } from "#lib/operations/account/read-locale.server.ts";
import { definitionTextsOf } from "#lib/translations/read-definition-texts.server.ts";
import { pickMessages } from "#lib/translations/read-messages.server.ts";
import type { Namespace } from "#lib/translations/translate.ts";
import { DefinitionTextsProvider } from "./definition-texts.tsx";
import { MessagesProvider } from "./messages-provider.tsx";

/**
 * Sends the browser the messages that what is inside needs, in the language of the reader; with `definitions` also
 * what nodes, abilities and their fields are called.
 */
export async function PageMessages({
  namespaces,
  definitions = false,
  children,
}: {
  namespaces: readonly Namespace[];
  definitions?: boolean;
  children: ReactNode;
}) {
  const locale = await readLocale();
  return (
    <MessagesProvider locale={locale} messages={pickMessages(locale, namespaces)}>
      {definitions ? (
        <DefinitionTextsProvider texts={definitionTextsOf(locale)}>{children}</DefinitionTextsProvider>
      ) : (
        children
      )}
    </MessagesProvider>
  );
}
