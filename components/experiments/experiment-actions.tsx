"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { showDone, showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { blueprintContracts } from "#lib/api/contracts/blueprints.ts";
import { experimentContracts } from "#lib/api/contracts/experiments.ts";
import { type Experiment, experimentKeys } from "./experiment-queries.ts";

type Work =
  | { does: "start" | "pause" | "resume" | "stop" }
  | { does: "promote"; variantId: string }
  | { does: "restore"; version: number };

/** What can be done with an experiment where it stands. */
export function ExperimentActions({ experiment }: { experiment: Experiment }) {
  const t = useTranslations("experiments");
  const client = useQueryClient();
  const { id, blueprintId, status, results, decision } = experiment;
  const work = useMutation({
    mutationFn: async (wanted: Work): Promise<unknown> => {
      if (wanted.does === "promote") {
        const body = { variantId: wanted.variantId };
        return callApi(experimentContracts.promote, { params: { id }, body });
      }
      if (wanted.does === "restore")
        return callApi(blueprintContracts.restore, { params: { id: blueprintId, number: wanted.version } });
      return callApi(experimentContracts.change, { params: { id }, body: { action: wanted.does } });
    },
    onSuccess: async (_, { does }) => {
      showDone(t(`done.${does}`));
      await Promise.all([
        client.invalidateQueries({ queryKey: experimentKeys.all }),
        client.invalidateQueries({ queryKey: ["blueprint", blueprintId] }),
      ]);
    },
    onError: (error) => showFailure(error),
  });
  const act = (does: "start" | "pause" | "resume" | "stop", label: string) => (
    <Button
      key={does}
      busy={work.isPending && work.variables.does === does}
      onClick={() => work.mutate({ does })}
    >
      {label}
    </Button>
  );
  const underWay = status === "running" || status === "paused";
  return (
    <div className="flex flex-wrap items-center gap-2">
      {status === "draft" && act("start", t("start"))}
      {status === "stopped" && act("start", t("startANewRound"))}
      {status === "running" && act("pause", t("pause"))}
      {status === "paused" && act("resume", t("resume"))}
      {underWay && act("stop", t("stop"))}
      {underWay &&
        results.variants.map((variant) => (
          <ConfirmDialog
            key={variant.id}
            title={t("publishQuestion", { label: variant.label })}
            confirm={t("publish")}
            trigger={
              <Button look={results.winner === variant.id ? "primary" : "secondary"}>
                {t("publishOne", { label: variant.label })}
              </Button>
            }
            onConfirm={() => work.mutateAsync({ does: "promote", variantId: variant.id })}
          >
            {t("everybodyGetsThisVariantFrom", {
              why: results.winner === variant.id ? results.why : t("notShownBetter"),
            })}
          </ConfirmDialog>
        ))}
      {decision?.previousVersion != null && (
        <Button
          icon="history"
          busy={work.isPending}
          onClick={() => work.mutate({ does: "restore", version: decision.previousVersion ?? 0 })}
        >
          {t("goBackToVersion", { previousVersion: decision.previousVersion })}
        </Button>
      )}
    </div>
  );
}
