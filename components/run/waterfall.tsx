"use client";

import { memo, useEffect, useMemo, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { describeStep } from "#components/chat/thought-line.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { formatDuration } from "#components/ui/format-number.ts";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";
import { useVisibleRows } from "./use-visible-rows.ts";

const colors: Record<RunStep["kind"], string> = {
  fact: "bg-role-knowledge",
  retrieval: "bg-role-knowledge",
  memory: "bg-role-knowledge",
  turn: "bg-role-agent",
  compaction: "bg-role-knowledge",
  plan: "bg-role-control",
  check: "bg-role-guard",
  decision: "bg-role-goal",
  action: "bg-role-ability",
  approval: "bg-role-people",
  breakpoint: "bg-role-people",
  handoff: "bg-role-people",
  guardrail: "bg-role-guard",
  policy: "bg-role-guard",
  retry: "bg-role-ability",
  rule: "bg-role-control",
  experiment: "bg-role-control",
  budget: "bg-role-goal",
  delegation: "bg-role-agent",
  join: "bg-role-control",
  message: "bg-role-agent",
  phase: "bg-role-control",
  conflict: "bg-role-people",
  circuit: "bg-role-guard",
  route: "bg-role-control",
  task: "bg-role-control",
};

const rowHeight = 28;

/** Every step in order with its bar in time; pressing one chooses it, and what had not happened at `now` is faint. */
export const Waterfall = memo(function Waterfall({
  run,
  chosen,
  now = Number.POSITIVE_INFINITY,
  onChoose,
}: {
  run: RunState;
  chosen: number | null;
  /** The sequence number looked at; the step it belongs to is kept in view. */
  now?: number;
  onChoose: (step: RunStep) => void;
}) {
  const t = useTranslations("chat");
  const page = useTranslations("runPage");
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const count = run.steps.length;
  const { from, to } = useVisibleRows(box, count, rowHeight);
  const begin = Date.parse(run.startedAt ?? run.steps[0]?.at ?? "");
  const spans = useMemo(() => run.steps.map((step) => spanOf(step, begin)), [run.steps, begin]);
  const end = spans.reduce((most, span) => Math.max(most, span.from + span.ms), 1);
  const current = now === Number.POSITIVE_INFINITY ? -1 : run.steps.findLastIndex((step) => step.seq <= now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that still grows moves what is above
  useEffect(() => {
    const element = box.current;
    if (!element || current < 0) return;
    const top = current * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight;
  }, [current, count]);
  if (count === 0) return <p className="px-4 py-3 text-muted text-sm">{page("noSteps")}</p>;
  return (
    <section
      ref={box}
      aria-label={page("steps")}
      className="max-h-[70vh] overflow-y-auto py-1 [overflow-anchor:none]"
    >
      <ol style={{ paddingTop: from * rowHeight, paddingBottom: (count - to) * rowHeight }}>
        {run.steps.slice(from, to).map((step, offset) => {
          const index = from + offset;
          const span = spans[index] ?? { from: 0, ms: 0 };
          const later = step.seq > now;
          return (
            <li key={step.seq} aria-setsize={count} aria-posinset={index + 1} style={{ height: rowHeight }}>
              <button
                type="button"
                aria-pressed={chosen === step.seq}
                aria-current={index === current ? "step" : undefined}
                onClick={() => onChoose(step)}
                className={classNames(
                  "-outline-offset-2 grid h-full w-full grid-cols-[minmax(0,1fr)_72px_52px] md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_56px] items-center gap-3 border-l-2 px-4 text-left text-sm hover:bg-hover",
                  index === current ? "border-accent" : "border-transparent",
                  chosen === step.seq && "bg-accent-soft",
                  later && "text-muted italic",
                )}
              >
                <span className="truncate">{describeStep(t, locale, step).title}</span>
                <span className={classNames("relative h-2.5", later && "opacity-30")}>
                  <span
                    className={`absolute h-full min-w-1 rounded-sm ${colors[step.kind]}`}
                    style={{
                      left: `${Math.min(98, (span.from / end) * 100)}%`,
                      width: `${Math.min(100, (span.ms / end) * 100)}%`,
                    }}
                  />
                </span>
                <span className="text-right text-muted text-xs tabular-nums">
                  {later ? page("later") : span.ms > 0 ? formatDuration(span.ms, locale) : ""}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
});

function spanOf(step: RunStep, begin: number): { from: number; ms: number } {
  const started = step.kind === "action" ? (step.startedAt ?? step.at) : step.at;
  const ms = "durationMs" in step ? (step.durationMs ?? 0) : 0;
  // A retrieval is recorded when it has ended.
  const from = Date.parse(started) - begin - (step.kind === "retrieval" ? ms : 0);
  return { from: Math.max(0, Number.isNaN(from) ? 0 : from), ms };
}
