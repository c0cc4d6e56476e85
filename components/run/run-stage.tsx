"use client";

import { useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { StepComments } from "#components/comments/step-comments.tsx";
import { TeamPanel } from "#components/team/team-panel.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";
import { FrozenCanvas } from "./frozen-canvas.tsx";
import { Scrubber } from "./scrubber.tsx";
import { StepDetails } from "./step-details.tsx";
import { useMoment } from "./use-moment.ts";
import { useRunHistory } from "./use-run-history.ts";
import { Waterfall } from "./waterfall.tsx";

/** The steps beside the drawing that ran, now or at a moment before; the moment stands in the address. */
export function RunStage({
  runId,
  run,
  document,
  onChanged,
}: {
  runId: string;
  run: RunState | null;
  document: unknown;
  onChanged: () => void;
}) {
  const t = useTranslations("runPage");
  const [seq, setSeq] = useState<number | null>(null);
  const [node, setNode] = useState<string | null>(null);
  const [moment, setMoment] = useMoment();
  const { history, failure } = useRunHistory(runId, run?.lastSeq ?? 0, moment !== null);
  const parsed = useMemo(() => blueprintSchema.safeParse(document), [document]);
  const index = history && moment !== null ? Math.max(0, history.indexOf(moment)) : null;
  const shown = useMemo(() => (history && index !== null ? history.at(index) : run), [history, index, run]);
  const choose = useCallback(
    (step: RunStep) => {
      setSeq(step.seq);
      setNode(step.nodeId);
      setMoment((before) => (before === null ? null : step.seq));
    },
    [setMoment],
  );
  const steps = run?.steps;
  const chooseNode = useCallback(
    (id: string) => {
      setNode(id);
      setSeq(steps?.find((each) => each.nodeId === id)?.seq ?? null);
    },
    [steps],
  );
  const titles = useMemo(() => new Map(parsed.data?.nodes.map((one) => [one.id, one.title])), [parsed]);
  const step = (shown ?? run)?.steps.find((each) => each.seq === seq);
  return (
    <>
      <div className="grid gap-4 xl:grid-cols-[minmax(360px,2fr)_3fr]">
        <Card title={t("steps")} flush>
          {run ? (
            <Waterfall run={run} chosen={seq} now={moment ?? Number.POSITIVE_INFINITY} onChoose={choose} />
          ) : (
            <p aria-busy="true" className="px-4 py-3 text-muted text-sm">
              {t("readingSteps")}
            </p>
          )}
        </Card>
        <Card
          title={t("asItRan")}
          flush
          className="bg-ground"
          action={
            <Button
              size="sm"
              icon="history"
              disabled={!run || run.lastSeq === 0}
              aria-pressed={moment !== null}
              onClick={() => setMoment(moment === null ? 1 : null)}
            >
              {moment === null ? t("stepThrough") : t("showEnd")}
            </Button>
          }
        >
          {moment !== null && (
            <div className="border-line border-b bg-panel">
              {failure ? (
                <ErrorNotice title={t("eventsNotRead")} error={failure} />
              ) : history && index !== null ? (
                <Scrubber
                  history={history}
                  index={index}
                  onChange={(next) => setMoment(history.events[next]?.seq ?? 1)}
                />
              ) : (
                <Skeleton className="m-3 h-8" />
              )}
            </div>
          )}
          {parsed.success ? (
            <FrozenCanvas document={parsed.data} run={shown} chosen={node} onChoose={chooseNode} />
          ) : (
            <p className="p-4 text-muted text-sm">{t("cannotDraw")}</p>
          )}
        </Card>
      </div>
      {run && step && (
        <Card title={t("chosenStep")}>
          <StepDetails run={run} step={step} onChanged={onChanged} />
          <StepComments key={step.seq} runId={runId} seq={step.seq} />
        </Card>
      )}
      {run && <TeamPanel run={run} titles={titles} chosen={seq} onChoose={choose} />}
    </>
  );
}
