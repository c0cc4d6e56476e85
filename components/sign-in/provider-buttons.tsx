"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { AppError } from "#lib/foundation/errors.ts";
import { safePath } from "./safe-path.ts";

/** The identity providers the operator set up, above the password. */
export function ProviderButtons({ offers, next }: { offers: { id: string; name: string }[]; next?: string }) {
  const t = useTranslations("signIn");
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  async function leave(id: string) {
    setBusy(id);
    setError(null);
    try {
      await signIn(id, { callbackUrl: safePath(next) });
    } catch (cause) {
      setError(new AppError("unavailable", t("serverUnreachable"), { cause }));
      setBusy(null);
    }
  }
  return (
    <div className="mb-5 flex flex-col gap-2">
      {error !== null && <ErrorNotice title={t("youAreNotSignedIn")} error={error} />}
      {offers.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          icon="key-round"
          busy={busy === id}
          disabled={busy !== null && busy !== id}
          onClick={() => void leave(id)}
        >
          {t("continueWith", { name })}
        </Button>
      ))}
      <div className="mt-3 flex items-center gap-3 text-muted text-xs">
        <span className="h-px flex-1 bg-line" />
        {t("orWithAPassword")}
        <span className="h-px flex-1 bg-line" />
      </div>
    </div>
  );
}
