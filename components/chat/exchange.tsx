"use client";

import Link from "next/link";
import { Fragment, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { DecisionCard } from "#components/reasoning/decision-card.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import type { Thumbs } from "#lib/nodes/feedback/ways-of-feedback.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import { ActionCard } from "./action-card.tsx";
import { AnswerText } from "./answer-text.tsx";
import { ApprovalInline } from "./approval-inline.tsx";
import { BreakpointCard } from "./breakpoint-card.tsx";
import { CheckNote } from "./check-note.tsx";
import { CompactionNote } from "./compaction-note.tsx";
import { ContextMeter, lastMeasured } from "./context-meter.tsx";
import { GoalLine } from "./goal-line.tsx";
import { HandoffNote } from "./handoff-note.tsx";
import { PlanCard } from "./plan-card.tsx";
import { Rating } from "./rating.tsx";
import { ThoughtLine } from "./thought-line.tsx";
import { useFollowedRun } from "./use-followed-run.ts";

/** What was asked and everything the run answered. */
export function Exchange({
  runId,
  text,
  thumbs,
  onRun,
}: {
  runId: string;
  text: string;
  /** What is asked under the answer; null for nothing. */
  thumbs: Thumbs | null;
  onRun: (state: RunState) => void;
}) {
  const t = useTranslations("chat");
  const { run, failure, reload } = useFollowedRun(runId, onRun);
  const end = useRef<HTMLDivElement>(null);
  const grown = `${run?.lastSeq} ${Object.keys(run?.live ?? {}).length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every growth brings the end into view
  useEffect(() => {
    end.current?.scrollIntoView({ block: "nearest" });
  }, [grown]);
  const over = run?.finishedAt != null;
  const live = Object.values(run?.live ?? {}).filter((turn) => turn.message.text !== "");
  const measured = run ? lastMeasured(run.steps) : undefined;
  const plainAnswer = run && run.messages.length === 0 ? run.answer : null;
  return (
    <section className="flex flex-col gap-3">
      <p className="ml-10 self-end whitespace-pre-wrap break-words rounded-lg bg-accent-soft px-3 py-2 text-base">
        {text}
      </p>
      {run && <ThoughtLine run={run} />}
      {measured && <ContextMeter turn={measured} />}
      {run?.steps.map((step) => {
        if (step.kind === "action") {
          // The weighing comes before the action it decides about, though the action was proposed first.
          const decision = run.steps.find(
            (each) => each.kind === "decision" && each.actionId === step.actionId,
          );
          return (
            <Fragment key={step.seq}>
              {decision?.kind === "decision" && <DecisionCard decision={decision} />}
              <ActionCard runId={runId} action={step} canUndo={over === true} onChanged={reload} />
            </Fragment>
          );
        }
        if (step.kind === "approval")
          return <ApprovalInline key={step.seq} approval={step} over={over === true} />;
        if (step.kind === "breakpoint")
          return <BreakpointCard key={step.seq} runId={runId} pause={step} over={over === true} />;
        if (step.kind === "compaction") return <CompactionNote key={step.seq} step={step} />;
        if (step.kind === "plan") return <PlanCard key={step.seq} plan={step} />;
        if (step.kind === "check") return <CheckNote key={step.seq} check={step} />;
        if (step.kind === "handoff") return <HandoffNote key={step.seq} handoff={step} />;
        return null;
      })}
      {run?.messages.map((message) => (
        <div key={message.id} data-testid="chat-answer">
          <AnswerText text={message.text} citations={message.citations} />
        </div>
      ))}
      {live.map((turn) => (
        <AnswerText
          key={`${turn.nodeId}:${turn.turn}`}
          text={`${turn.message.from > 0 ? "… " : ""}${turn.message.text}`}
          citations={[]}
          streaming
        />
      ))}
      {plainAnswer && (
        <div data-testid="chat-answer">
          <AnswerText text={plainAnswer} citations={[]} />
        </div>
      )}
      {run?.error && (
        <ErrorNotice title={t("theRunFailed")} error={run.error}>
          <Link href={`/runs/${runId}`} className="text-accent hover:underline">
            {t("seeWhatItTried")}
          </Link>
        </ErrorNotice>
      )}
      {run?.status === "cancelled" && <p className="text-muted text-sm">{t("youCancelledThisRun")}</p>}
      {failure !== null && (
        <ErrorNotice title={t("theRunCannotBeFollowed")} error={failure} onRetry={reload} />
      )}
      {run && <GoalLine goals={run.outcome} />}
      {over && (
        <footer className="flex items-center justify-between gap-2 text-xs">
          {thumbs ? <Rating runId={runId} thumbs={thumbs} /> : <span />}
          <Link
            href={`/runs/${runId}`}
            data-testid="run-link"
            className="whitespace-nowrap text-accent hover:underline"
          >
            {t("openTheRun")}
          </Link>
        </footer>
      )}
      <p aria-live="polite" className="sr-only">
        {over ? t("answerComplete", { answer: run?.answer ?? "" }) : ""}
      </p>
      <div ref={end} />
    </section>
  );
}
