"use client";

import { useTranslations } from "use-intl";
import { Icon } from "#components/ui/icon.tsx";
import { Sparkline } from "./sparkline.tsx";
import { useGoals } from "./use-goals.ts";

const percent = (share: number) => `${Math.round(share * 100)}`;

/** How often a goal was reached, with its interval and its last 30 days, in one line of its card. */
export function GoalStandingLine({ nodeId }: { nodeId: string }) {
  const t = useTranslations("goals");
  const goals = useGoals();
  const standing = goals.data?.items.find((item) => item.nodeId === nodeId);
  const rate = standing?.rate ?? null;
  const open = standing ? standing.pending + standing.blocked : 0;
  return (
    <div
      data-testid={`standing-${nodeId}`}
      className="flex h-7 items-center justify-between gap-2 border-line border-t pr-3 pl-4 text-xs tabular-nums"
      title={
        standing
          ? `${standing.met} met, ${standing.missed} missed, ${standing.pending} pending, ${standing.blocked} blocked in 30 days. Published versions only; the range is Wilson's, 95 %.`
          : undefined
      }
    >
      {goals.isError ? (
        <span className="flex items-center gap-1 text-muted">
          <Icon name="cloud-off" size={12} />
          {t("rateNotKnown")}
        </span>
      ) : rate && standing ? (
        <>
          <span className="min-w-0 truncate">
            <span className="font-semibold">{percent(rate.share)} %</span>{" "}
            <span className="text-muted">
              {percent(rate.low)}–{percent(rate.high)} % of {standing.met + standing.missed}
            </span>
          </span>
          <Sparkline
            label={`Share met by day over 30 days, ${percent(rate.share)} % in all`}
            points={standing.trend.map(({ met, missed }) =>
              met + missed === 0 ? null : met / (met + missed),
            )}
          />
        </>
      ) : (
        <span className="text-muted">
          {goals.isPending ? "…" : open > 0 ? `${open} not decided yet` : t("noLiveRun")}
        </span>
      )}
    </div>
  );
}
