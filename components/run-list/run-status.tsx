import type { Tone } from "#components/ui/badge.tsx";
import { Status } from "#components/ui/status.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";

const looks: Record<string, { icon: IconName; tone: Tone; word: string; spinning?: boolean }> = {
  queued: { icon: "circle-dashed", tone: "neutral", word: "Queued" },
  running: { icon: "loader-circle", tone: "accent", word: "Running", spinning: true },
  waiting: { icon: "hourglass", tone: "waiting", word: "Waiting" },
  succeeded: { icon: "circle-check", tone: "ok", word: "Succeeded" },
  failed: { icon: "circle-x", tone: "failed", word: "Failed" },
  cancelled: { icon: "circle-slash", tone: "neutral", word: "Cancelled" },
};

const verdicts: Record<string, { icon: IconName; tone: Tone; word: string }> = {
  met: { icon: "target", tone: "ok", word: "Met" },
  missed: { icon: "circle-x", tone: "failed", word: "Missed" },
  blocked: { icon: "circle-slash", tone: "waiting", word: "Blocked" },
  pending: { icon: "hourglass", tone: "neutral", word: "Pending" },
};

/** Where a run stands. */
export function RunStatus({ status }: { status: string }) {
  const look = looks[status];
  if (!look) return <Status icon="circle-help">{status}</Status>;
  return (
    <Status icon={look.icon} tone={look.tone} spinning={look.spinning}>
      {look.word}
    </Status>
  );
}

/** Whether the goal was met; a run without a goal shows a dash. */
export function Verdict({ verdict }: { verdict: string | null }) {
  const look = verdict === null ? undefined : verdicts[verdict];
  if (!look) return <span className="text-muted">–</span>;
  return (
    <Status icon={look.icon} tone={look.tone}>
      {look.word}
    </Status>
  );
}
