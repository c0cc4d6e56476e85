"use client";

import { useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import type { HandoffStep } from "#lib/run-events/run-state.ts";

/** What a person and the contact said to each other while the agent waited. */
export function HandoffThread({ said }: { said: HandoffStep["said"] }) {
  const t = useTranslations("chat");
  return (
    <ol aria-label={t("conversationWithAPerson")} className="flex flex-col gap-2">
      {said.map((one, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said never moves
          key={index}
          className={classNames(
            "max-w-[85%] rounded-lg px-3 py-2",
            one.from === "contact" ? "self-start border border-line bg-ground" : "self-end bg-accent-soft",
          )}
        >
          <p className="text-muted text-xs">{one.by}</p>
          <p className="whitespace-pre-wrap break-words">{one.text}</p>
        </li>
      ))}
    </ol>
  );
}
