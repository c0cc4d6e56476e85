"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { WhyButton } from "#components/reasoning/why-button.tsx";
import { stateLooks } from "#components/run/state-looks.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Status } from "#components/ui/status.tsx";
import { showDone } from "#components/ui/toast.tsx";
import { abilityDefinition } from "#lib/abilities/definitions.ts";
import { callApi } from "#lib/api/client.ts";
import { runContracts } from "#lib/api/contracts/runs.ts";
import type { ActionStep } from "#lib/run-events/run-state.ts";
import { DocumentChip } from "./document-chip.tsx";
import { LabelledValues } from "./labelled-values.tsx";
import { PinButton } from "./pins.tsx";

/** An action with its name in words, what went in and out, how long it took and its undo. */
export function ActionCard({
  runId,
  action,
  canUndo,
  onChanged,
}: {
  runId: string;
  action: ActionStep;
  /** A run's actions are undone when it has ended. */
  canUndo: boolean;
  onChanged: () => void;
}) {
  const t = useTranslations("chat");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const undo = useMutation({
    mutationFn: async () => {
      const answer = await callApi(runContracts.undo, {
        params: { id: runId },
        body: { actionIds: [action.actionId] },
      });
      const result = answer.results[0];
      if (!result?.undone) throw new Error(result?.message ?? "There is nothing to undo.");
    },
    onSuccess: () => showDone(t("undone", { title: action.title || action.name })),
    onSettled: onChanged,
  });
  const look = stateLooks[action.status];
  return (
    <article data-testid="action-card" className="rounded-lg border border-line bg-panel text-sm">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 rounded-lg px-3 py-2 text-left hover:bg-hover"
      >
        <Icon
          name={abilityDefinition(action.ability)?.icon ?? "zap"}
          size={16}
          className="text-role-ability"
        />
        <span className="min-w-0 flex-1 truncate font-medium">{action.title || action.name}</span>
        <span className="flex items-center gap-2 text-muted text-xs tabular-nums">
          {action.durationMs !== null && formatDuration(action.durationMs, locale)}
          {action.suppliedBy && <Badge icon="pencil">{t("breakpoints.supplied")}</Badge>}
          {action.pinned && <Badge icon="pin">{t("pins.badge")}</Badge>}
          {action.simulated && <Badge icon="flask-conical">{t("simulated")}</Badge>}
          <Status icon={look.icon} tone={look.tone} spinning={action.status === "running"}>
            {t(`states.${action.status}`)}
          </Status>
          <Icon name={open ? "chevron-down" : "chevron-right"} size={14} />
        </span>
      </button>
      {action.artifact && action.status !== "undone" && (
        <div className="border-line border-t px-3 py-2.5">
          <DocumentChip
            name={action.artifact.name}
            size={action.artifact.size}
            href={`/api/v1/artifacts/${action.artifact.id}`}
          />
        </div>
      )}
      {(open || action.error !== null || undo.isError || (canUndo && action.undoable)) && (
        <div className="flex flex-col gap-3 border-line border-t px-3 py-2.5">
          {open && <LabelledValues title={t("arguments")} value={action.arguments} />}
          {open && <LabelledValues title={t("result")} value={action.result} />}
          {action.error && (
            <p className="text-failed">
              {action.error.message}
              {action.status === "unknown" && t("itMayHaveHappenedCheck")}
              {action.attempts > 1 && (
                <span className="text-muted"> {t("triedTimes", { attempts: action.attempts })}</span>
              )}
            </p>
          )}
          {undo.isError && <ErrorNotice title={t("thisCouldNotBeUndone")} error={undo.error} />}
          <div className="flex gap-2">
            {canUndo && action.undoable && (
              <Button size="sm" icon="undo-2" busy={undo.isPending} onClick={() => undo.mutate()}>
                {t("undo")}
              </Button>
            )}
            {open && action.status === "done" && <PinButton nodeId={action.nodeId} result={action.result} />}
            <WhyButton runId={runId} actionId={action.actionId} status={action.status} />
          </div>
        </div>
      )}
    </article>
  );
}
