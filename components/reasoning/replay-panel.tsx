"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LabelledValues } from "#components/chat/labelled-values.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { type CallOutput, callApi } from "#lib/api/client.ts";
import { explanationContracts } from "#lib/api/contracts/explanations.ts";

type Replay = CallOutput<typeof explanationContracts.replay>;

/** Replays a finished run from its log and shows whether it came out equal, else where it did not. */
export function ReplayPanel({ runId }: { runId: string }) {
  const t = useTranslations("reasoning");
  const replay = useMutation({
    mutationFn: () => callApi(explanationContracts.replay, { params: { id: runId } }),
  });
  return (
    <Card
      title={t("replay")}
      description={t("runsItAgainFromIts")}
      action={
        <Button size="sm" icon="rotate-ccw" busy={replay.isPending} onClick={() => replay.mutate()}>
          {t("replay")}
        </Button>
      }
    >
      {replay.isError && <ErrorNotice title={t("theRunCannotBeReplayed")} error={replay.error} />}
      {replay.data ? (
        <Result replay={replay.data} />
      ) : (
        !replay.isError && <p className="text-muted text-sm">{t("notReplayedYet")}</p>
      )}
    </Card>
  );
}

function Result({ replay }: { replay: Replay }) {
  const locale = useLocale();
  const t = useTranslations("reasoning");
  return (
    <div data-testid="replay-result" className="flex flex-col gap-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Icon
          name={replay.equal ? "circle-check" : "circle-alert"}
          size={16}
          className={replay.equal ? "text-ok" : "text-failed"}
        />
        <span className="font-medium">{replay.equal ? t("replayEqual") : t("replayNotEqual")}</span>
        <span className="text-muted tabular-nums">
          {t("eventsFromStoredStepsIn", {
            events: replay.events,
            steps: replay.steps,
            duration: formatDuration(replay.durationMs, locale),
            outsideCalls: replay.outsideCalls,
          })}
        </span>
      </p>
      {replay.divergence && (
        <p className="break-words text-failed">
          {t("itLeftTheLogAt", { step: replay.divergence.step, problem: replay.divergence.problem })}
        </p>
      )}
      {replay.differences.length > 0 && (
        <ul aria-label={t("differences")} className="flex flex-col gap-2">
          {replay.differences.map((one) => (
            <Difference key={one.seq} difference={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Difference({ difference }: { difference: Replay["differences"][number] }) {
  const t = useTranslations("reasoning");
  const [open, setOpen] = useState(false);
  const { seq, type, stored, replayed } = difference;
  const what =
    stored === null ? t("onlyInTheReplay") : replayed === null ? t("onlyInTheLog") : t("saysSomethingElse");
  return (
    <li className="rounded-md border border-line">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 px-3 py-1.5 text-left hover:bg-hover"
      >
        <span className="text-muted tabular-nums">{seq}</span>
        <span className="min-w-0 flex-1 truncate">{type}</span>
        <span className="text-muted text-xs">{what}</span>
        <Icon name={open ? "chevron-down" : "chevron-right"} size={14} className="text-muted" />
      </button>
      {open && (
        <div className="grid gap-3 border-line border-t px-3 py-2 sm:grid-cols-2">
          <LabelledValues title={t("inTheLog")} value={stored} />
          <LabelledValues title={t("inTheReplay")} value={replayed} />
        </div>
      )}
    </li>
  );
}
