"use client";

import { useTranslations } from "use-intl";
import { ErrorNotice } from "#components/ui/error-notice.tsx";

/** Shown where a page could not be drawn; the reference finds the entry in the log. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("ui");
  const message = t("pageNotShown");
  return (
    <main className="mx-auto max-w-xl p-8">
      <ErrorNotice
        title={t("somethingWentWrong")}
        error={{ code: error.digest ?? "internal", message }}
        onRetry={reset}
      />
    </main>
  );
}
