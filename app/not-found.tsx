import Link from "next/link";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { serverTranslator } from "#lib/operations/account/read-locale.server.ts";

/** Shown where an address leads nowhere. */
export default async function NotFound() {
  const t = await serverTranslator("ui");
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState
        icon="compass"
        title={t("notHere")}
        action={
          <Link href="/blueprints" className={buttonClass("primary")}>
            {t("goToBlueprints")}
          </Link>
        }
      >
        {t("notHereText")}
      </EmptyState>
    </main>
  );
}
