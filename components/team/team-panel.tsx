"use client";

import { useLocale, useTranslations } from "use-intl";
import { Card } from "#components/ui/card.tsx";
import { formatDuration } from "#components/ui/format-number.ts";
import { Tabs } from "#components/ui/tabs.tsx";
import type { RunState, RunStep } from "#lib/run-events/run-state.ts";
import { agentMessages, memberCosts, speedUps, traceTree } from "#lib/run-events/team-view.ts";
import { MemberTable } from "./member-table.tsx";
import { MessageLog } from "./message-log.tsx";
import { TraceTree } from "./trace-tree.tsx";

/** How the agents of a run worked together: its steps as a tree, what they told each other, and what each used. */
export function TeamPanel({
  run,
  titles,
  chosen,
  onChoose,
}: {
  run: RunState;
  /** Titles of the nodes by id. */
  titles: ReadonlyMap<string, string>;
  chosen: number | null;
  onChoose: (step: RunStep) => void;
}) {
  const t = useTranslations("team");
  const locale = useLocale();
  const messages = agentMessages(run);
  const branches = run.steps.some((step) => step.kind === "plan" || step.kind === "delegation");
  if (!branches && messages.length === 0) return null;
  const groups = speedUps(run);
  const titleOf = (nodeId: string) => titles.get(nodeId) ?? nodeId;
  const faster = groups.map(({ works, wallMs, sumMs }) => {
    const spans = { works, wall: formatDuration(wallMs, locale), sum: formatDuration(sumMs, locale) };
    if (wallMs <= 0) return t("atOnce", spans);
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return t("timesAsFast", { ...spans, times: (sumMs / wallMs).toLocaleString(locale, digits) });
  });
  return (
    <Card
      title={messages.length > 0 ? t("team") : t("traceTree")}
      description={faster.length > 0 ? faster.join("; ") : t("whatWasDoneAndAs")}
      flush
    >
      <Tabs
        tabs={[
          {
            id: "tree",
            label: t("traceTree"),
            content: (
              <TraceTree branches={traceTree(run)} titleOf={titleOf} chosen={chosen} onChoose={onChoose} />
            ),
          },
          {
            id: "messages",
            label: t("messages", { count: messages.length }),
            content: <MessageLog messages={messages} titleOf={titleOf} />,
          },
          {
            id: "cost",
            label: t("costAndTime"),
            content: <MemberTable run={run} members={memberCosts(run)} titleOf={titleOf} />,
          },
        ]}
      />
    </Card>
  );
}
