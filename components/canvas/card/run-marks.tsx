import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { NodeProgress } from "#lib/run-events/run-state.ts";

const looks: Record<NodeProgress["state"], { icon: IconName; word: string; color: string }> = {
  idle: { icon: "circle-dashed", word: "Not reached", color: "text-muted" },
  active: { icon: "loader-circle", word: "Running", color: "text-accent" },
  waiting: { icon: "hourglass", word: "Waiting", color: "text-waiting" },
  done: { icon: "check", word: "Done", color: "text-ok" },
  failed: { icon: "circle-x", word: "Failed", color: "text-failed" },
};

/** How a node stands in the run, at the right of its title. */
export function RunStateIcon({ run }: { run: NodeProgress }) {
  const { icon, word, color } = looks[run.state];
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
  const { word, color } = looks[run.state];
  const done = run.state === "done";
  const times = run.entered > 1 ? `${run.entered} times` : null;
  return (
    <div className="flex h-7 items-center justify-between gap-2 border-line border-t pr-3 pl-4 text-muted text-xs tabular-nums">
      <span className={classNames("shrink-0", !done && color)}>
        {done && run.ms > 0 ? duration(run.ms) : word}
      </span>
      <span className="flex min-w-0 gap-2.5">
        {(run.note ?? times) && <span className="truncate">{run.note ?? times}</span>}
        {run.costUsd !== null && run.costUsd > 0 && <span>${run.costUsd.toFixed(4)}</span>}
      </span>
    </div>
  );
}

function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min`;
}
