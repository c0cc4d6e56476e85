"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LanguageSelect } from "#components/translations/language-select.tsx";
import { Icon } from "#components/ui/icon.tsx";

/** The page around the forms one meets before being signed in. */
export function EntryFrame({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const t = useTranslations("signIn");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-[380px]">
        <div className="mb-5 flex items-center gap-2 font-semibold text-base">
          <Icon name="compass" size={22} className="text-accent" />
          Aimwright
        </div>
        <section className="rounded-lg border border-line bg-panel p-6 shadow-card">
          <h1 className="font-semibold text-lg">{title}</h1>
          {lead && <p className="mt-0.5 text-muted text-sm">{lead}</p>}
          <div className="mt-5">{children}</div>
        </section>
        <div className="mt-3 flex justify-end">
          <LanguageSelect label={t("language")} />
        </div>
      </div>
    </main>
  );
}
