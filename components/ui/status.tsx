import type { IconName } from "#lib/nodes/icon-names.ts";
import type { Tone } from "./badge.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { toneText } from "./tone-text.ts";

/** A state as icon and word, never colour alone; `spinning` for what is under way. */
export function Status({
  icon,
  tone = "neutral",
  spinning = false,
  children,
}: {
  icon: IconName;
  tone?: Tone;
  spinning?: boolean;
  children: string;
}) {
  return (
    <span className={classNames("inline-flex items-center gap-1.5 whitespace-nowrap", toneText[tone])}>
      <Icon
        name={icon}
        size={15}
        className={spinning ? "animate-spin [animation-duration:1.4s]" : undefined}
      />
      {children}
    </span>
  );
}
