"use client";

import { ErrorNotice } from "#components/ui/error-notice.tsx";

/** Shown where a page could not be drawn; the reference finds the entry in the log. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const message =
    "The page could not be shown. Try again; if it stays, look for the reference in the server's log.";
  return (
    <main className="mx-auto max-w-xl p-8">
      <ErrorNotice
        title="Something went wrong"
        error={{ code: error.digest ?? "internal", message }}
        onRetry={reset}
      />
    </main>
  );
}
