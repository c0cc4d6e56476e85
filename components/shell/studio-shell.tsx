"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Rail } from "./rail.tsx";

/** Rail and content; a page fills `main`, beginning with its `TopBar`. */
export function StudioShell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <div className="flex h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        {t("skipToContent")}
      </a>
      <Rail />
      <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none max-md:pb-14">
        {children}
      </main>
    </div>
  );
}
