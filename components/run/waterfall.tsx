"use client";

import { useLocale, useTranslations } from "use-intl";
import { describeStep } from "#components/chat/thought-line.tsx";
import { formatDuration } from "#components/ui/format-number.ts";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";

const colors: Record<RunStep["kind"], string> = {
  fact: "bg-role-knowledge",
  retrieval: "bg-role-knowledge",
  memory: "bg-role-knowledge",
  turn: "bg-role-agent",
  plan: "bg-role-control",
  check: "bg-role-guard",
  decision: "bg-role-goal",
  action: "bg-role-ability",
  approval: "bg-role-people",
  handoff: "bg-role-people",
  guardrail: "bg-role-guard",
  policy: "bg-role-guard",
  retry: "bg-role-ability",
  rule: "bg-role-control",
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

/** Every step in order with its bar in time; pressing one chooses it. */
export function Waterfall({
  run,
  chosen,
  onChoose,
}: {
  run: RunState;
  chosen: number | null;
  onChoose: (step: RunStep) => void;
}) {
  const t = useTranslations("chat");
  const locale = useLocale();
  const begin = Date.parse(run.startedAt ?? run.steps[0]?.at ?? "");
  const spans = run.steps.map((step) => spanOf(step, begin));
  const end = Math.max(1, ...spans.map((span) => span.from + span.ms));
  if (run.steps.length === 0) return <p className="px-4 py-3 text-muted text-sm">No steps yet.</p>;
  return (
    <ol className="flex flex-col py-1">
      {run.steps.map((step, index) => {
        const span = spans[index] ?? { from: 0, ms: 0 };
        return (
          <li key={step.seq}>
            <button
              type="button"
              aria-pressed={chosen === step.seq}
              onClick={() => onChoose(step)}
              className={`grid w-full grid-cols-[minmax(0,1fr)_minmax(0,1fr)_56px] items-center gap-3 px-4 py-1 text-left text-sm hover:bg-hover ${chosen === step.seq ? "bg-accent-soft" : ""}`}
            >
              <span className="truncate">{describeStep(t, locale, step).title}</span>
              <span className="relative h-2.5">
                <span
                  className={`absolute h-full min-w-1 rounded-sm ${colors[step.kind]}`}
                  style={{
                    left: `${Math.min(98, (span.from / end) * 100)}%`,
                    width: `${Math.min(100, (span.ms / end) * 100)}%`,
                  }}
                />
              </span>
              <span className="text-right text-muted text-xs tabular-nums">
                {span.ms > 0 ? formatDuration(span.ms) : ""}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function spanOf(step: RunStep, begin: number): { from: number; ms: number } {
  const started = step.kind === "action" ? (step.startedAt ?? step.at) : step.at;
  const ms = "durationMs" in step ? (step.durationMs ?? 0) : 0;
  // A retrieval is recorded when it has ended.
  const from = Date.parse(started) - begin - (step.kind === "retrieval" ? ms : 0);
  return { from: Math.max(0, Number.isNaN(from) ? 0 : from), ms };
}
