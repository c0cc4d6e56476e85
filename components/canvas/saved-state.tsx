"use client";

import { useEffect, useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { SaveState } from "./store/session-store.ts";
import { useSession } from "./store/use-designer.ts";

/** Whether the work is with the server, in words. */
export function SavedState() {
  const save = useSession((session) => session.save);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (save.is !== "saved") return;
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, [save]);
  const { icon, words, color } = look(save, now);
  return (
    <span
      data-testid="saved-state"
      data-state={save.is}
      title={save.is === "saved" && save.at !== null ? new Date(save.at).toLocaleString() : undefined}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap text-xs tabular-nums ${color}`}
    >
      <Icon name={icon} size={15} className={save.is === "saving" ? "animate-spin" : undefined} />
      <span className="max-lg:sr-only">{words}</span>
    </span>
  );
}

function look(save: SaveState, now: number): { icon: IconName; words: string; color: string } {
  switch (save.is) {
    case "saved":
      return {
        icon: "cloud-check",
        words: save.at === null ? "Saved" : `Saved ${ago(now - save.at)}`,
        color: "text-muted",
      };
    case "unsaved":
    case "saving":
      return { icon: "loader-circle", words: "Saving…", color: "text-muted" };
    case "offline":
      return { icon: "cloud-off", words: "Not saved: offline, will retry", color: "text-waiting" };
    case "refused":
      return { icon: "circle-alert", words: `Not saved: ${save.message}`, color: "text-failed" };
    case "conflict":
      return { icon: "git-compare", words: "Not saved: changed elsewhere", color: "text-failed" };
  }
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 3) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}
