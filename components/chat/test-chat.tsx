"use client";

import { useMutation } from "@tanstack/react-query";
import { useContext, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { Thumbs } from "#lib/nodes/feedback/ways-of-feedback.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import { BreakpointMenu, isEmpty, type Stops } from "./breakpoint-menu.tsx";
import { Exchange } from "./exchange.tsx";
import { PinsContext } from "./pins.tsx";
import { TestOptions } from "./test-options.tsx";

type Turn = { runId: string; text: string };

/** A conversation with the draft; `onRun` hears how its latest run stands, null for a new conversation. */
export function TestChat({
  blueprintId,
  suggestions,
  thumbs,
  askNow,
  onAsked,
  ensureSaved,
  onRun,
  abilities,
  pinned,
  beginsAt,
  onBeginAtStart,
}: {
  blueprintId: string;
  /** Offered while nothing was asked yet. */
  suggestions: readonly string[];
  /** What is asked under an answer; null for nothing. */
  thumbs: Thumbs | null;
  /** A question from elsewhere, to be sent as soon as the chat is free; `onAsked` hears that it was taken. */
  askNow: string | null;
  onAsked: () => void;
  ensureSaved: () => Promise<void>;
  onRun: (state: RunState | null) => void;
  /** The cards a run can pause at. */
  abilities: readonly { id: string; title: string }[];
  /** Results that stand in for calls. */
  pinned: readonly { id: string; title: string; result: unknown }[];
  /** The node runs begin at; null for the trigger. */
  beginsAt: { id: string; title: string } | null;
  onBeginAtStart: () => void;
}) {
  const t = useTranslations("chat");
  const pins = useContext(PinsContext);
  const [turns, setTurns] = useState<Turn[]>([]);
  const [conversationId, setConversationId] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [stops, setStops] = useState<Stops>({});
  const [latest, setLatest] = useState<RunState | null>(null);
  const send = useMutation({
    mutationFn: async (wanted: string) => {
      await ensureSaved();
      const answer = await callApi(runContracts.start, {
        params: { id: blueprintId },
        body: {
          input: { text: wanted },
          version: "draft",
          ...(isEmpty(stops) ? {} : { breakpoints: stops }),
          ...(pinned.length === 0
            ? {}
            : { pinned: Object.fromEntries(pinned.map(({ id, result }) => [id, result as never])) }),
          ...(beginsAt ? { from: beginsAt.id } : {}),
          ...(conversationId === null ? {} : { conversationId }),
        },
      });
      return { runId: "runId" in answer ? answer.runId : answer.id, conversationId: answer.conversationId };
    },
    onSuccess: (started, wanted) => {
      setConversationId(started.conversationId);
      setTurns((before) => [...before, { runId: started.runId, text: wanted }]);
      setText("");
    },
  });
  const cancel = useMutation({
    mutationFn: (id: string) => callApi(runContracts.cancel, { params: { id } }),
    onError: showFailure,
  });
  const last = turns.at(-1);
  const running = last !== undefined && (latest?.runId !== last.runId || latest.finishedAt === null);
  const model = latest?.steps.findLast((step) => step.kind === "turn");
  const canSend = text.trim() !== "" && !running && !send.isPending;
  function submit() {
    if (canSend) send.mutate(text.trim());
  }
  const { mutate, isPending } = send;
  useEffect(() => {
    if (askNow === null || running || isPending) return;
    onAsked();
    mutate(askNow);
  }, [askNow, running, isPending, onAsked, mutate]);
  function startOver() {
    setTurns([]);
    setConversationId(null);
    setLatest(null);
    send.reset();
    onRun(null);
  }
  return (
    <div className="flex h-full min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto p-4">
        {turns.length === 0 && !send.isPending && (
          <EmptyState icon="message-circle" title={t("tryTheDraft")}>
            {t("writeAsTheCustomerWould")}
          </EmptyState>
        )}
        {turns.length === 0 && !send.isPending && suggestions.length > 0 && (
          <div className="-mt-8 flex flex-col items-center gap-2">
            {suggestions.slice(0, 4).map((question) => (
              <button
                key={question}
                type="button"
                onClick={() => send.mutate(question)}
                className="max-w-full rounded-full border border-line bg-panel px-3 py-1 text-sm transition-colors hover:border-accent hover:bg-hover"
              >
                {question}
              </button>
            ))}
          </div>
        )}
        {turns.map((turn) => (
          <Exchange
            key={turn.runId}
            runId={turn.runId}
            text={turn.text}
            thumbs={thumbs}
            onRun={(state) => {
              if (turn.runId !== last?.runId) return;
              setLatest(state);
              onRun(state);
            }}
          />
        ))}
        {send.isError && <ErrorNotice title={t("theRunCouldNotBe")} error={send.error} onRetry={submit} />}
      </div>
      <TestOptions
        beginsAt={beginsAt?.title ?? null}
        pinned={pinned}
        onBeginAtStart={onBeginAtStart}
        onUnpin={(nodeId) => pins?.unpin(nodeId)}
      />
      <form
        data-testid="chat-form"
        className="m-3 rounded-lg border border-line bg-field p-2 focus-within:border-accent"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <textarea
          data-testid="chat-input"
          aria-label={t("message")}
          placeholder={t("writeAsTheCustomer")}
          rows={1}
          value={text}
          maxLength={200_000}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
          className="field-sizing-content max-h-48 min-h-8 w-full resize-none bg-transparent px-1.5 py-1 text-base outline-none"
        />
        <div className="flex items-center gap-1">
          {model?.kind === "turn" && (
            <Badge>{model.provider === "rehearsal" ? t("rehearsalModel") : model.model}</Badge>
          )}
          <BreakpointMenu abilities={abilities} stops={stops} onChange={setStops} />
          <span className="flex-1" />
          {turns.length > 0 && (
            <IconButton icon="rotate-ccw" label={t("newConversation")} size={28} onClick={startOver} />
          )}
          {running && last ? (
            <IconButton
              icon="square"
              label={t("cancelTheRun")}
              size={28}
              busy={cancel.isPending}
              onClick={() => cancel.mutate(last.runId)}
            />
          ) : (
            <IconButton
              icon="send"
              label={t("send")}
              size={28}
              type="submit"
              data-testid="chat-send"
              busy={send.isPending}
              disabled={!canSend}
              className="text-accent"
            />
          )}
        </div>
      </form>
    </div>
  );
}
