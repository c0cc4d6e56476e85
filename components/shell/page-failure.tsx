"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";

/** What the boundary around a page hands to what stands in its place. */
export type PageFailureProps = { error: Error & { digest?: string }; reset: () => void };

/** Stands where a page could not be drawn; a digest finds the entry in the server's log. */
export function PageFailure({ error, reset }: PageFailureProps) {
  const t = useTranslations("ui");
  const message = error.digest ? t("pageNotShown") : t("pageBroke");
  return (
    <div className="mx-auto w-full max-w-xl p-6 md:pt-16">
      <ErrorNotice
        title={t("somethingWentWrong")}
        error={{ code: error.digest ?? "internal", message }}
        onRetry={reset}
      >
        <Link href="/blueprints" className={buttonClass("secondary", "sm")}>
          {t("goToBlueprints")}
        </Link>
      </ErrorNotice>
    </div>
  );
}
