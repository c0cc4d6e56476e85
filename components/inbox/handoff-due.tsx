"use client";

import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { CallOutput } from "#lib/api/client.ts";
import type { handoffContracts } from "#lib/api/contracts/handoffs.ts";

/** Who has a conversation, or by when somebody should. */
export function HandoffDue({ handoff }: { handoff: CallOutput<typeof handoffContracts.claim> }) {
  const t = useTranslations("inbox");
  if (handoff.status === "claimed")
    return (
      <Badge tone="accent" icon="user-check">
        {handoff.isMine ? t("withYou") : t("with", { claimedBy: handoff.claimedBy ?? "" })}
      </Badge>
    );
  if (handoff.dueAt === null) return <Badge tone="waiting">{t("waiting")}</Badge>;
  const { dueAt } = handoff;
  const isLate = Date.parse(dueAt) < Date.now();
  return (
    <Badge tone={isLate ? "failed" : "waiting"} icon="clock">
      {t.rich(isLate ? "overdueSince" : "due", { time: () => <RelativeTime at={dueAt} /> })}
    </Badge>
  );
}
