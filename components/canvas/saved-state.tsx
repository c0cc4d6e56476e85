"use client";

import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { Translate } from "#lib/translations/translate.ts";
import type { SaveState } from "./store/session-store.ts";
import { useSession } from "./store/use-designer.ts";

/** Whether the work is with the server, in words. */
export function SavedState() {
  const t = useTranslations("canvas");
  const locale = useLocale();
  const save = useSession((session) => session.save);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (save.is !== "saved") return;
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, [save]);
  const { icon, words, color } = look(save, now, t);
  return (
    <span
      data-testid="saved-state"
      data-state={save.is}
      title={save.is === "saved" && save.at !== null ? new Date(save.at).toLocaleString(locale) : undefined}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap text-xs tabular-nums ${color}`}
    >
      <Icon name={icon} size={15} className={save.is === "saving" ? "animate-spin" : undefined} />
      <span className="max-lg:sr-only">{words}</span>
    </span>
  );
}

function look(
  save: SaveState,
  now: number,
  t: Translate<"canvas">,
): { icon: IconName; words: string; color: string } {
  switch (save.is) {
    case "saved":
      return {
        icon: "cloud-check",
        words:
          save.at === null ? t("saveStates.saved") : t("saveStates.savedAgo", { ago: ago(now - save.at, t) }),
        color: "text-muted",
      };
    case "unsaved":
    case "saving":
      return { icon: "loader-circle", words: t("saveStates.saving"), color: "text-muted" };
    case "offline":
      return { icon: "cloud-off", words: t("saveStates.offline"), color: "text-waiting" };
    case "refused":
      return {
        icon: "circle-alert",
        words: t("saveStates.refused", { message: save.message }),
        color: "text-failed",
      };
    case "conflict":
      return { icon: "git-compare", words: t("saveStates.conflict"), color: "text-failed" };
  }
}

function ago(ms: number, t: Translate<"canvas">): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 3) return t("ago.now");
  if (seconds < 60) return t("ago.seconds", { count: seconds });
  if (seconds < 3600) return t("ago.minutes", { count: Math.floor(seconds / 60) });
  return seconds < 86_400
    ? t("ago.hours", { count: Math.floor(seconds / 3600) })
    : t("ago.days", { count: Math.floor(seconds / 86_400) });
}
