import { Badge } from "#components/ui/badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { CallOutput } from "#lib/api/client.ts";
import type { handoffContracts } from "#lib/api/contracts/handoffs.ts";

/** Who has a conversation, or by when somebody should. */
export function HandoffDue({ handoff }: { handoff: CallOutput<typeof handoffContracts.claim> }) {
  if (handoff.status === "claimed")
    return (
      <Badge tone="accent" icon="user-check">
        {handoff.isMine ? "With you" : `With ${handoff.claimedBy}`}
      </Badge>
    );
  if (handoff.dueAt === null) return <Badge tone="waiting">Waiting</Badge>;
  const isLate = Date.parse(handoff.dueAt) < Date.now();
  return (
    <Badge tone={isLate ? "failed" : "waiting"} icon="clock">
      {isLate ? "Overdue since" : "Due"} <RelativeTime at={handoff.dueAt} />
    </Badge>
  );
}
