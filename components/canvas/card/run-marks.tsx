import { useLocale, useTranslations } from "use-intl";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { NodeProgress } from "#lib/run-events/run-state.ts";

const looks: Record<NodeProgress["state"], { icon: IconName; color: string }> = {
  idle: { icon: "circle-dashed", color: "text-muted" },
  active: { icon: "loader-circle", color: "text-accent" },
  waiting: { icon: "hourglass", color: "text-waiting" },
  done: { icon: "check", color: "text-ok" },
  failed: { icon: "circle-x", color: "text-failed" },
};

/** How a node stands in the run, at the right of its title. */
export function RunStateIcon({ run }: { run: NodeProgress }) {
  const t = useTranslations("canvas");
  const { icon, color } = looks[run.state];
  const word = t(`runStates.${run.state}`);
  return (
    <span className={classNames("mt-0.5", color)} title={word}>
      <Icon
        name={icon}
        size={15}
        label={word}
        className={run.state === "active" ? "animate-spin" : undefined}
      />
    </span>
  );
}

/** What a node took in the run: its state or time, what it says of itself, and its cost. */
export function RunFooter({ run }: { run: NodeProgress }) {
  const t = useTranslations("canvas");
  const locale = useLocale();
  const { color } = looks[run.state];
  const word = t(`runStates.${run.state}`);
  const done = run.state === "done";
  const times = run.entered > 1 ? t("times", { entered: run.entered }) : null;
  return (
    <div className="flex h-7 items-center justify-between gap-2 border-line border-t pr-3 pl-4 text-muted text-xs tabular-nums">
      <span className={classNames("shrink-0", !done && color)}>
        {done && run.ms > 0 ? duration(run.ms, locale) : word}
      </span>
      <span className="flex min-w-0 gap-2.5">
        {(run.note ?? times) && <span className="truncate">{run.note ?? times}</span>}
        {run.costUsd !== null && run.costUsd > 0 && <span>${inDigits(run.costUsd, 4, locale)}</span>}
      </span>
    </div>
  );
}

function duration(ms: number, locale: string): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${inDigits(ms / 1000, 1, locale)} s` : `${Math.floor(ms / 60_000)} min`;
}

const inDigits = (value: number, digits: number, locale: string) =>
  value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
