"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
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
  const replay = useMutation({
    mutationFn: () => callApi(explanationContracts.replay, { params: { id: runId } }),
  });
  return (
    <Card
      title="Replay"
      description="Runs it again from its log: no model, no network, nothing is changed"
      action={
        <Button size="sm" icon="rotate-ccw" busy={replay.isPending} onClick={() => replay.mutate()}>
          Replay
        </Button>
      }
    >
      {replay.isError && <ErrorNotice title="The run cannot be replayed" error={replay.error} />}
      {replay.data ? (
        <Result replay={replay.data} />
      ) : (
        !replay.isError && <p className="text-muted text-sm">Not replayed yet.</p>
      )}
    </Card>
  );
}

function Result({ replay }: { replay: Replay }) {
  return (
    <div data-testid="replay-result" className="flex flex-col gap-3 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Icon
          name={replay.equal ? "circle-check" : "circle-alert"}
          size={16}
          className={replay.equal ? "text-ok" : "text-failed"}
        />
        <span className="font-medium">{replay.equal ? "Replay: equal" : "Replay: not equal"}</span>
        <span className="text-muted tabular-nums">
          {replay.events} events from {replay.steps} stored steps in {formatDuration(replay.durationMs)},{" "}
          {replay.outsideCalls} calls outside
        </span>
      </p>
      {replay.divergence && (
        <p className="break-words text-failed">
          It left the log at “{replay.divergence.step}”. {replay.divergence.problem}
        </p>
      )}
      {replay.differences.length > 0 && (
        <ul aria-label="Differences" className="flex flex-col gap-2">
          {replay.differences.map((one) => (
            <Difference key={one.seq} difference={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Difference({ difference }: { difference: Replay["differences"][number] }) {
  const [open, setOpen] = useState(false);
  const { seq, type, stored, replayed } = difference;
  const what =
    stored === null ? "only in the replay" : replayed === null ? "only in the log" : "says something else";
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
          <LabelledValues title="In the log" value={stored} />
          <LabelledValues title="In the replay" value={replayed} />
        </div>
      )}
    </li>
  );
}
