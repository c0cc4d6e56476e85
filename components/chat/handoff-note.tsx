"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { HandoffStep } from "#lib/run-events/run-state.ts";
import type { Translate } from "#lib/translations/translate.ts";
import { HandoffThread } from "./handoff-thread.tsx";

/** A conversation given to a person, as the test chat shows it. */
export function HandoffNote({ handoff }: { handoff: HandoffStep }) {
  const t = useTranslations("chat");
  return (
    <article className="flex gap-2 rounded-lg border border-line bg-panel p-3 text-sm">
      <Icon name="headset" size={16} className="mt-0.5 text-role-people" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div>
          <h3 className="font-semibold">{titleOf(t, handoff)}</h3>
          <p className="text-muted">{handoff.reply ?? handoff.reason}</p>
        </div>
        {handoff.said.length > 0 && <HandoffThread said={handoff.said} />}
        {!handoff.resolved && (
          <Link href="/inbox" className="text-accent hover:underline">
            {t("answerInTheInbox")}
          </Link>
        )}
      </div>
    </article>
  );
}

function titleOf(t: Translate<"chat">, handoff: HandoffStep): string {
  if (handoff.resolved)
    return handoff.reply === null ? t("nobodyAnswered") : t("byAnswered", { by: handoff.by ?? "" });
  if (handoff.claimedBy !== null) return t("with", { claimedBy: handoff.claimedBy });
  return handoff.overdue ? t("waitingForAPersonLonger") : t("waitingForAPerson");
}
