"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { AnswerText } from "#components/chat/answer-text.tsx";
import { GoalLine } from "#components/chat/goal-line.tsx";
import { useFollowedRun } from "#components/chat/use-followed-run.ts";
import { RunStatus } from "#components/run-list/run-status.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";

/** What one run of an agent came to: answer, outcome, tokens, cost and time. */
export function VariantResult({ runId }: { runId: string }) {
  const t = useTranslations("agentPage");
  const locale = useLocale();
  const { run, failure, reload } = useFollowedRun(runId);
  if (failure !== null)
    return <ErrorNotice title={t("theRunCannotBeFollowed")} error={failure} onRetry={reload} />;
  const isOver = run?.finishedAt != null;
  const live = Object.values(run?.live ?? {})
    .map((turn) => turn.message.text)
    .join("");
  const answer = run?.messages.at(-1);
  const tokens = run ? run.usage.inputTokens + run.usage.outputTokens : null;
  const actions = run?.steps.filter((step) => step.kind === "action").length ?? 0;
  return (
    <div className="flex flex-col gap-2" data-testid="variant-result" data-over={isOver}>
      {!isOver && <RunStatus status={run?.status ?? "queued"} />}
      {answer ? (
        <AnswerText text={answer.text} citations={answer.citations} />
      ) : (
        live !== "" && <AnswerText text={live} citations={[]} streaming />
      )}
      {run?.error && <ErrorNotice title={t("theRunFailed")} error={run.error} />}
      {run && <GoalLine goals={run.outcome} />}
      {isOver && run && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-line border-t pt-2 text-xs tabular-nums">
          <dt className="text-muted">{t("tokens")}</dt>
          <dd>{tokens?.toLocaleString(locale) ?? "–"}</dd>
          <dt className="text-muted">{t("cost")}</dt>
          <dd>{formatCost(run.usage.costUsd, locale, t("unknown"))}</dd>
          <dt className="text-muted">{t("time")}</dt>
          <dd>{formatDuration(run.durationMs, locale)}</dd>
          <dt className="text-muted">{t("actions")}</dt>
          <dd>{t("actionsSimulated", { count: actions })}</dd>
          <dt className="sr-only">{t("run")}</dt>
          <dd className="col-span-2">
            <Link href={`/runs/${runId}`} className="text-accent hover:underline">
              {t("openTheRun")}
            </Link>
          </dd>
        </dl>
      )}
      <p aria-live="polite" className="sr-only">
        {isOver ? t("answerComplete", { answer: run?.answer ?? "" }) : ""}
      </p>
    </div>
  );
}
