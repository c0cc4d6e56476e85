"use client";

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
  const messages = agentMessages(run);
  const branches = run.steps.some((step) => step.kind === "plan" || step.kind === "delegation");
  if (!branches && messages.length === 0) return null;
  const groups = speedUps(run);
  const titleOf = (nodeId: string) => titles.get(nodeId) ?? nodeId;
  const faster = groups.map(
    ({ works, wallMs, sumMs }) =>
      `${works} at once in ${formatDuration(wallMs)} instead of ${formatDuration(sumMs)}${wallMs > 0 ? ` (${(sumMs / wallMs).toFixed(1)} times as fast)` : ""}`,
  );
  return (
    <Card
      title={messages.length > 0 ? "Team" : "Trace tree"}
      description={faster.length > 0 ? faster.join("; ") : "What was done, and as part of what"}
      flush
    >
      <Tabs
        tabs={[
          {
            id: "tree",
            label: "Trace tree",
            content: (
              <TraceTree branches={traceTree(run)} titleOf={titleOf} chosen={chosen} onChoose={onChoose} />
            ),
          },
          {
            id: "messages",
            label: `Messages (${messages.length})`,
            content: <MessageLog messages={messages} titleOf={titleOf} />,
          },
          {
            id: "cost",
            label: "Cost and time",
            content: <MemberTable run={run} members={memberCosts(run)} titleOf={titleOf} />,
          },
        ]}
      />
    </Card>
  );
}
