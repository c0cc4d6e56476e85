"use client";

import { useTranslations } from "use-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** A value that leaves the server this once: to be copied now. */
export function ShownOnce({ label, value }: { label: string; value: string }) {
  const t = useTranslations("settings");
  return (
    <div role="status" className="flex flex-col gap-1 rounded-md border border-accent bg-accent-soft p-3">
      <p className="font-medium">{label}</p>
      <p className="text-muted text-xs">{t("copyItNowItIs")}</p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 break-all">{value}</code>
        <CopyButton text={value} />
      </div>
    </div>
  );
}
