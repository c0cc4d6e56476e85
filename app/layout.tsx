import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { AskAhead } from "#components/shell/ask-ahead.tsx";
import { Providers } from "#components/shell/providers.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { readLocale } from "#lib/operations/account/read-locale.server.ts";
import { directionOf } from "#lib/translations/locales.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Aimwright", template: "%s · Aimwright" },
  description: "Agentic workflows with measured goals.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

// A page made at build time could carry no nonce, and its scripts would be refused.
export const dynamic = "force-dynamic";

/** The document every page shares. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await readLocale();
  return (
    <html lang={locale} dir={directionOf(locale)} suppressHydrationWarning>
      <head>
        {/* Not deferred: it must run before the first paint. */}
        <script src="/theme.js" />
        <AskAhead />
      </head>
      <body>
        <div className="app-root">
          <PageMessages namespaces={["ui", "errors"]}>
            <Providers>{children}</Providers>
          </PageMessages>
        </div>
      </body>
    </html>
  );
}
