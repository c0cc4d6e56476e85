"use client";

import { type Messages, useTranslations } from "use-intl";
import type { Tone } from "#components/ui/badge.tsx";
import { Status } from "#components/ui/status.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";

type RunStatusName = keyof Messages["runList"]["statuses"];

const looks: Record<RunStatusName, { icon: IconName; tone: Tone; spinning?: boolean }> = {
  queued: { icon: "circle-dashed", tone: "neutral" },
  running: { icon: "loader-circle", tone: "accent", spinning: true },
  waiting: { icon: "hourglass", tone: "waiting" },
  succeeded: { icon: "circle-check", tone: "ok" },
  failed: { icon: "circle-x", tone: "failed" },
  cancelled: { icon: "circle-slash", tone: "neutral" },
};

const verdicts: Record<keyof Messages["runList"]["verdicts"], { icon: IconName; tone: Tone }> = {
  met: { icon: "target", tone: "ok" },
  missed: { icon: "circle-x", tone: "failed" },
  blocked: { icon: "circle-slash", tone: "waiting" },
  pending: { icon: "hourglass", tone: "neutral" },
};

/** Where a run stands. */
export function RunStatus({ status }: { status: string }) {
  const t = useTranslations("runList");
  if (!isIn(looks, status)) return <Status icon="circle-help">{status}</Status>;
  const look = looks[status];
  return (
    <Status icon={look.icon} tone={look.tone} spinning={look.spinning}>
      {t(`statuses.${status}`)}
    </Status>
  );
}

/** Whether the goal was met; a run without a goal shows a dash. */
export function Verdict({ verdict }: { verdict: string | null }) {
  const t = useTranslations("runList");
  if (verdict === null || !isIn(verdicts, verdict)) return <span className="text-muted">–</span>;
  const look = verdicts[verdict];
  return (
    <Status icon={look.icon} tone={look.tone}>
      {t(`verdicts.${verdict}`)}
    </Status>
  );
}

function isIn<Name extends string>(table: Record<Name, unknown>, name: string): name is Name {
  return Object.hasOwn(table, name);
}
