import type { ReactNode } from "react";
import type { IconName } from "#lib/nodes/icon-names.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

const tones = {
  neutral: "border-line bg-ground text-muted",
  accent: "border-transparent bg-accent-soft text-accent-strong",
  ok: "border-transparent bg-ok-soft text-ok",
  waiting: "border-transparent bg-waiting-soft text-waiting",
  failed: "border-transparent bg-failed-soft text-failed",
} as const;

/** The colour of a state; always beside a word. */
export type Tone = keyof typeof tones;

/** A small pill with a word, after a name. */
export function Badge({
  tone = "neutral",
  icon,
  dot = false,
  title,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  dot?: boolean;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span
      title={title}
      className={classNames(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-full border px-2 text-xs tabular-nums",
        tones[tone],
      )}
    >
      {dot && <span className="size-1.5 rounded-full bg-current" aria-hidden />}
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  );
}
