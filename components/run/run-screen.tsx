"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AnswerText } from "#components/chat/answer-text.tsx";
import { GoalLine } from "#components/chat/goal-line.tsx";
import { useFollowedRun } from "#components/chat/use-followed-run.ts";
import { AssigneeSelect } from "#components/comments/assignee-select.tsx";
import { CommentsPanel } from "#components/comments/comments-panel.tsx";
import { ForkComparison } from "#components/reasoning/fork-comparison.tsx";
import { ForkPanel } from "#components/reasoning/fork-panel.tsx";
import { PerceivedPanel } from "#components/reasoning/perceived-panel.tsx";
import { ReasoningCards } from "#components/reasoning/reasoning-cards.tsx";
import { ReplayPanel } from "#components/reasoning/replay-panel.tsx";
import { RunStatus, Verdict } from "#components/run-list/run-status.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { CaseFromRun } from "#components/suites/case-from-run.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { QueryView } from "#components/ui/query-view.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import { RunStage } from "./run-stage.tsx";

/** The page of one run, live while it goes on. */
export function RunScreen({ id }: { id: string }) {
  const t = useTranslations("runPage");
  const query = useQuery({
    queryKey: ["run", id],
    queryFn: ({ signal }) => callApi(runContracts.get, { params: { id }, signal }),
  });
  return (
    <>
      {query.data === undefined && (
        <TopBar crumbs={[{ label: t("runs"), href: "/runs" }, { label: id.slice(-6) }]} />
      )}
      <QueryView query={query} failed={t("runNotLoaded")}>
        {(run) => <LoadedRun stored={run} />}
      </QueryView>
    </>
  );
}

function LoadedRun({ stored }: { stored: CallOutput<typeof runContracts.get> }) {
  const t = useTranslations("runPage");
  const { run, failure, reload } = useFollowedRun(stored.id);
  const undo = useMutation({
    mutationFn: () => callApi(runContracts.undo, { params: { id: stored.id }, body: {} }),
    onSuccess: ({ results }) => {
      const left = results.filter((result) => !result.undone);
      if (left.length > 0) showFailure(new Error(left.map((result) => result.message).join(" ")));
      else showDone(t("actionsUndone", { count: results.length }));
    },
    onError: showFailure,
    onSettled: reload,
  });
  const cancel = useMutation({
    mutationFn: () => callApi(runContracts.cancel, { params: { id: stored.id } }),
    onError: showFailure,
  });
  const over = run?.finishedAt != null;
  const canUndo = over && run.steps.some((each) => each.kind === "action" && each.undoable);
  const goals = run?.outcome ?? [];
  const verdict = goals.length > 0 ? (goals.find((goal) => goal.verdict !== "met")?.verdict ?? "met") : null;
  const answer = run?.messages.at(-1);
  const error = run?.error ?? stored.error;
  return (
    <>
      <TopBar
        crumbs={[
          { label: t("runs"), href: "/runs" },
          { label: `${stored.blueprintName} · ${stored.id.slice(-6)}` },
        ]}
        after={
          <>
            <span role="status">
              <RunStatus status={run?.status ?? stored.status} />
            </span>
            {stored.purpose === "evaluation" && (
              <Badge icon="flask-conical" title={t("evaluationHint")}>
                {t("evaluation")}
              </Badge>
            )}
          </>
        }
        actions={
          <>
            {over && stored.purpose === "live" && (
              <CaseFromRun runId={stored.id} blueprintId={stored.blueprintId} />
            )}
            {canUndo && (
              <Button icon="undo-2" busy={undo.isPending} onClick={() => undo.mutate()}>
                {t("undoAll")}
              </Button>
            )}
            {run && !over && (
              <Button icon="square" busy={cancel.isPending} onClick={() => cancel.mutate()}>
                {t("cancel")}
              </Button>
            )}
          </>
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <div className="flex flex-col gap-4">
          <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm tabular-nums">
            <Figure label={t("outcome")}>
              <Verdict verdict={verdict ?? stored.outcome?.verdict ?? null} />
            </Figure>
            <Figure label={t("version")}>
              {stored.version === null ? t("draft") : `v${stored.version}`}
            </Figure>
            <Figure label={t("duration")}>{formatDuration(run?.durationMs ?? stored.durationMs)}</Figure>
            <Figure label={t("cost")}>{formatCost((run ?? stored).usage.costUsd)}</Figure>
            <Figure label={t("started")}>
              <RelativeTime at={stored.startedAt ?? stored.createdAt} />
            </Figure>
            <Figure label={t("assignedTo")}>
              <AssigneeSelect runId={stored.id} />
            </Figure>
            <Figure label={t("events")}>
              <a href={`/api/v1/runs/${stored.id}/events`} className="text-accent hover:underline">
                {t("rawEvents")}
              </a>
            </Figure>
          </dl>
          {error && <ErrorNotice title={t("runFailed")} error={error} />}
          {failure !== null && <ErrorNotice title={t("cannotFollow")} error={failure} onRetry={reload} />}
          {stored.forkOf !== null && (
            <ForkComparison forkId={stored.id} parentId={stored.forkOf} over={over} />
          )}
          <RunStage runId={stored.id} run={run} document={stored.document} onChanged={reload} />
          {run && <PerceivedPanel run={run} />}
          {run && <ReasoningCards run={run} />}
          {over && <ReplayPanel runId={stored.id} />}
          {over && run && <ForkPanel run={run} document={stored.document} />}
          <Card title={t("conversation")}>
            <div className="flex max-w-3xl flex-col gap-4">
              {stored.input.text && (
                <p className="whitespace-pre-wrap text-muted text-base">{stored.input.text}</p>
              )}
              {answer ? (
                <AnswerText text={answer.text} citations={answer.citations} />
              ) : !run && stored.answer ? (
                <AnswerText text={stored.answer} citations={[]} />
              ) : (
                <p className="text-muted text-sm">{over ? t("gaveNoAnswer") : t("noAnswerYet")}</p>
              )}
              <GoalLine goals={goals} />
            </div>
          </Card>
          <CommentsPanel runId={stored.id} run={run} />
        </div>
      </div>
    </>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
