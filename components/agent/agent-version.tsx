"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Select } from "#components/ui/select.tsx";
import { callApi } from "#lib/api/client.ts";
import { agentContracts } from "#lib/api/contracts/agents.ts";
import { type FieldChange, fieldChanges } from "#lib/blueprint/diff.ts";
import { changeConfig } from "#lib/blueprint/edits/change-nodes.ts";
import { pinOf } from "#lib/blueprint/pins.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { FieldChanges } from "./field-changes.tsx";
import { PublishAgent } from "./publish-agent.tsx";

const draft = "draft";
const newest = 100;

/** Whether an agent is published as the draft has it or as an earlier version had it, and how to publish it alone. */
export function AgentVersion({
  node,
  titled = false,
}: {
  node: BlueprintNode;
  /** Parted by a line and a heading of its own from what stands above it. */
  titled?: boolean;
}) {
  const t = useTranslations("inspector");
  const { id, document } = useDesigner();
  const live = useSession((session) => session.liveVersion);
  const problem = useSession((session) =>
    session.issues.find((issue) => issue.node === node.id && issue.field === "pin"),
  );
  const found = useQuery({
    queryKey: ["blueprint", id, "agent versions", node.id, live],
    queryFn: () =>
      callApi(agentContracts.versions, { params: { id, nodeId: node.id }, query: { limit: newest } }),
  });
  const pinned = pinOf(node);
  const versions = found.data?.items ?? [];
  const wanted = versions.find(({ number }) => number === pinned);
  const running = versions.find(({ isLive }) => isLive);
  const options = [
    { value: draft, label: t("version.draft") },
    // Also while the versions are loading: a select that misses what is chosen chooses something else.
    ...(pinned !== null && !wanted
      ? [
          {
            value: String(pinned),
            label: t(problem ? "version.gone" : "version.number", { number: pinned }),
          },
        ]
      : []),
    ...versions.map(({ number, note, isLive }) => ({
      value: String(number),
      label: isLive ? t("version.live", { number }) : t("version.number", { number }),
      ...(note === "" ? {} : { hint: note }),
    })),
  ];
  const fromDraft = wanted ? settingsThatDiffer(node.config, wanted.config) : [];
  const goesLive = pinned === null ? node.config : wanted?.config;
  const fromLive = running && goesLive ? settingsThatDiffer(running.config, goesLive) : [];
  const isRepinned = running !== undefined && running.config.pin?.version !== (pinned ?? undefined);
  return (
    <section
      aria-label={t("version.title")}
      className={classNames("flex flex-col gap-3", titled && "border-line border-t pt-3")}
      data-testid="agent-version"
    >
      {titled && <h3 className="font-semibold text-sm">{t("version.title")}</h3>}
      <Field
        label={t("version.follows")}
        hint={pinned === null ? t("version.followsHint") : t("version.pinnedHint", { number: pinned })}
        error={problem?.message}
      >
        <Select
          options={options}
          value={pinned === null ? draft : String(pinned)}
          disabled={!found.data}
          onChange={(value) =>
            document.edit(
              (before) =>
                changeConfig(before, node.id, { pin: value === draft ? null : { version: Number(value) } }),
              `config ${node.id} pin`,
            )
          }
        />
      </Field>
      {wanted && fromDraft.length === 0 && <p className="text-muted text-xs">{t("version.same")}</p>}
      {fromDraft.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer py-1 text-muted text-xs">
            {t("version.differs", { count: fromDraft.length, number: pinned ?? 0 })}
          </summary>
          <FieldChanges node={node} changes={fromDraft} />
        </details>
      )}
      {found.isError && (
        <p className="flex gap-2 text-failed text-xs">
          <Icon name="circle-alert" size={14} className="mt-px" />
          {t("notLoaded")}
        </p>
      )}
      {found.data && (
        <PublishAgent
          node={node}
          live={live}
          isInLive={running !== undefined}
          changes={fromLive}
          isRepinned={isRepinned && goesLive !== undefined}
        />
      )}
    </section>
  );
}

function settingsThatDiffer(before: unknown, after: unknown): FieldChange[] {
  return fieldChanges(before, after, "config").filter(({ path }) => !/^config\.pin(\.|$)/.test(path));
}
