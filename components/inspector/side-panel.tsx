"use client";

import type { PanelTab } from "#components/canvas/store/session-store.ts";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { type Tab, Tabs } from "#components/ui/tabs.tsx";
import { Inspector } from "./inspector.tsx";
import { IssuesTab } from "./issues-tab.tsx";
import { TestTab } from "./test-tab.tsx";
import { VersionsTab } from "./versions-tab.tsx";

/** The right panel: what is selected, the test chat, what is wrong, what was published. */
export function SidePanel({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const { session } = useDesigner();
  const tab = useSession((state) => state.tab);
  const issues = useSession((state) => state.issues.length);
  const tabs: Tab[] = [
    { id: "inspect", label: "Inspect", content: <Inspector /> },
    { id: "test", label: "Test", keep: true, content: <TestTab ensureSaved={ensureSaved} /> },
    {
      id: "issues",
      label: "Issues",
      badge:
        issues > 0 ? (
          <span className="min-w-5 rounded-full border border-line bg-ground px-1 text-center text-muted text-xs tabular-nums">
            {issues}
          </span>
        ) : undefined,
      content: <IssuesTab />,
    },
    { id: "versions", label: "Versions", content: <VersionsTab ensureSaved={ensureSaved} /> },
  ];
  return (
    <Tabs fill tabs={tabs} value={tab} onChange={(next) => session.setState({ tab: next as PanelTab })} />
  );
}
