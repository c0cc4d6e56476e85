import { useTranslations } from "use-intl";
import type { Tone } from "#components/ui/badge.tsx";
import { Status } from "#components/ui/status.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { ResultStatus } from "#lib/suites/suite-case.ts";

const looks: Record<ResultStatus, { icon: IconName; tone: Tone }> = {
  pending: { icon: "circle-dashed", tone: "neutral" },
  running: { icon: "loader-circle", tone: "accent" },
  passed: { icon: "circle-check", tone: "ok" },
  failed: { icon: "circle-x", tone: "failed" },
  errored: { icon: "circle-help", tone: "waiting" },
  cancelled: { icon: "circle-slash", tone: "neutral" },
};

/** How one case stands. */
export function ResultStatusMark({ status }: { status: ResultStatus }) {
  const t = useTranslations("suites");
  const look = looks[status];
  return (
    <Status icon={look.icon} tone={look.tone} spinning={status === "running"}>
      {t(`states.${status}`)}
    </Status>
  );
}
