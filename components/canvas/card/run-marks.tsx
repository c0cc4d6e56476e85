import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { IconName } from "#lib/nodes/icon-names.ts";
import type { NodeRun } from "../store/node-run.ts";

const looks: Record<NodeRun["status"], { icon: IconName; word: string; color: string }> = {
  running: { icon: "loader-circle", word: "Running", color: "text-accent" },
  waiting: { icon: "hourglass", word: "Waiting", color: "text-waiting" },
  succeeded: { icon: "check", word: "Done", color: "text-ok" },
  failed: { icon: "circle-x", word: "Failed", color: "text-failed" },
  skipped: { icon: "circle-dashed", word: "Skipped", color: "text-muted" },
};

/** How a node stands in the run, at the right of its title. */
export function RunStateIcon({ run }: { run: NodeRun }) {
  const { icon, word, color } = looks[run.status];
  return (
    <span className={classNames("mt-0.5", color)} title={word}>
      <Icon
        name={icon}
        size={15}
        label={word}
        className={run.status === "running" ? "animate-spin" : undefined}
      />
    </span>
  );
}

/** What a node took in the run: its state in a word, time, count and cost. */
export function RunFooter({ run }: { run: NodeRun }) {
  const { word, color } = looks[run.status];
  return (
    <div className="flex h-7 items-center justify-between gap-2 border-line border-t pr-3 pl-4 text-muted text-xs tabular-nums">
      <span className={run.status === "succeeded" ? "" : color}>
        {run.status === "succeeded" && run.durationMs !== null ? duration(run.durationMs) : word}
      </span>
      <span className="flex gap-2.5">
        {run.count !== null && <span>{run.count}</span>}
        {run.costUsd !== null && <span>${run.costUsd.toFixed(4)}</span>}
      </span>
    </div>
  );
}

function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min`;
}
