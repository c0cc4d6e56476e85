"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { showFailure } from "#components/ui/toast.tsx";
import { callApi } from "#lib/api/client.ts";
import { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { Blueprint, BlueprintNode } from "#lib/blueprint/schema.ts";
import { CaseList } from "./case-list.tsx";
import { type Suite, suiteKeys } from "./suite-queries.ts";
import { SuiteResults } from "./suite-results.tsx";
import { SuiteSettings } from "./suite-settings.tsx";
import { VersionHistory } from "./version-history.tsx";

/** One suite: run it, read how it went, write its cases. */
export function SuiteView({
  suite,
  document,
  agents,
  liveVersion,
  onDeleted,
}: {
  suite: Suite;
  document: Blueprint;
  agents: BlueprintNode[];
  liveVersion: number | null;
  onDeleted: () => void;
}) {
  const t = useTranslations("suites");
  const client = useQueryClient();
  const [tab, setTab] = useState(suite.caseCount === 0 ? "cases" : "results");
  const [version, setVersion] = useState<"draft" | "live">("draft");
  const [editing, setEditing] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: suiteKeys.all });
  const run = useMutation({
    mutationFn: () => callApi(suiteContracts.start, { params: { id: suite.id }, body: { version } }),
    onSuccess: async () => {
      setTab("results");
      await refresh();
    },
    onError: showFailure,
  });
  async function remove(): Promise<void> {
    try {
      await callApi(suiteContracts.remove, { params: { id: suite.id } });
      onDeleted();
      await refresh();
    } catch (caught) {
      showFailure(caught);
    }
  }
  const agent = agents.find(({ id }) => id === suite.agentNodeId);
  const isLost = suite.agentNodeId !== null && agent === undefined;
  const abilities = document.nodes.flatMap(({ config }) =>
    "ability" in config && config.name !== "" ? [config.name] : [],
  );
  const { latest } = suite;
  const stamp = `${latest?.id ?? ""} ${latest?.status ?? ""}`;
  return (
    <section
      aria-label={suite.name}
      className="min-w-0 flex-1 self-start overflow-hidden rounded-lg border border-line bg-panel"
    >
      <header className="flex flex-wrap items-start justify-between gap-3 px-4 pt-3 pb-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="truncate font-semibold text-base">{suite.name}</h2>
          {suite.description && <p className="text-muted text-xs">{suite.description}</p>}
          <p className="mt-1.5 flex flex-wrap gap-1.5">
            <Badge
              icon={suite.agentNodeId === null ? "workflow" : "bot"}
              tone={isLost ? "failed" : "neutral"}
            >
              {isLost ? t("itsAgentIsGone") : (agent?.title ?? t("wholeBlueprint"))}
            </Badge>
            {suite.runOnPublish && <Badge icon="rocket">{t("runsOnPublish")}</Badge>}
            {suite.writes === "real" ? (
              <Badge tone="waiting" icon="zap">
                {t("actsForReal")}
              </Badge>
            ) : (
              <Badge icon="flask-conical">{t("simulatesWrites")}</Badge>
            )}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ConfirmDialog
            title={t("deleteQuestion", { name: suite.name })}
            confirm={t("deleteSuite")}
            trigger={<IconButton icon="trash-2" label={t("deleteSuite")} />}
            onConfirm={remove}
          >
            <p>{t("itsCasesAndAllResults", { caseCount: suite.caseCount })}</p>
          </ConfirmDialog>
          <IconButton icon="settings" label={t("suiteSettings")} onClick={() => setEditing(true)} />
          <div className="w-28">
            <Select
              aria-label={t("versionToTest")}
              options={[
                { value: "draft", label: t("draft") },
                ...(liveVersion === null
                  ? []
                  : [{ value: "live" as const, label: t("live", { liveVersion }) }]),
              ]}
              value={version}
              onChange={setVersion}
            />
          </div>
          <Button
            look="primary"
            icon="play"
            busy={run.isPending || latest?.status === "running"}
            disabled={suite.caseCount === 0}
            onClick={() => run.mutate()}
          >
            {t("run")}
          </Button>
        </div>
      </header>
      <Tabs
        value={tab}
        onChange={setTab}
        tabs={[
          {
            id: "results",
            label: t("results"),
            content: <SuiteResults suiteId={suite.id} newest={latest?.id ?? null} />,
          },
          {
            id: "cases",
            label: t("cases"),
            badge: <span className="text-muted text-xs tabular-nums">{suite.caseCount}</span>,
            content: <CaseList suite={suite} abilities={abilities} />,
          },
          {
            id: "versions",
            label: t("versionsAndSegments"),
            content: <VersionHistory suiteId={suite.id} stamp={stamp} />,
          },
        ]}
      />
      {editing && (
        <SuiteSettings
          blueprintId={suite.blueprintId}
          agents={agents}
          suite={suite}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}
