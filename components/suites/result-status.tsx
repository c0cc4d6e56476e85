import type { Tone } from "#components/ui/badge.tsx";
import { Status } from "#components/ui/status.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { ResultStatus } from "#lib/suites/suite-case.ts";

const looks: Record<ResultStatus, { icon: IconName; tone: Tone; word: string }> = {
  pending: { icon: "circle-dashed", tone: "neutral", word: "Waiting" },
  running: { icon: "loader-circle", tone: "accent", word: "Running" },
  passed: { icon: "circle-check", tone: "ok", word: "Passed" },
  failed: { icon: "circle-x", tone: "failed", word: "Failed" },
  errored: { icon: "circle-help", tone: "waiting", word: "Not scored" },
  cancelled: { icon: "circle-slash", tone: "neutral", word: "Cancelled" },
};

/** How one case stands. */
export function ResultStatusMark({ status }: { status: ResultStatus }) {
  const look = looks[status];
  return (
    <Status icon={look.icon} tone={look.tone} spinning={status === "running"}>
      {look.word}
    </Status>
  );
}
