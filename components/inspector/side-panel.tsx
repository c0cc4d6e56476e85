"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { PanelTab } from "#components/canvas/store/session-store.ts";
import { useDesigner, useSession } from "#components/canvas/store/use-designer.ts";
import { later, PanelSkeleton } from "#components/ui/later.tsx";
import { type Tab, Tabs } from "#components/ui/tabs.tsx";
import { Inspector } from "./inspector.tsx";
import { IssuesTab } from "./issues-tab.tsx";

const TestTab = later(async () => (await import("./test-tab.tsx")).TestTab, PanelSkeleton);
const VersionsTab = later(async () => (await import("./versions-tab.tsx")).VersionsTab, PanelSkeleton);

/** The right panel: what is selected, the test chat, what is wrong, what was published. */
export function SidePanel({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const t = useTranslations("inspector");
  const { session } = useDesigner();
  const tab = useSession((state) => state.tab);
  const issues = useSession((state) => state.issues.length);
  const asked = useSession((state) => state.askNow !== null);
  // The chat stays once it was opened: leaving its tab loses nothing that was said.
  const [chatting, setChatting] = useState(false);
  if ((tab === "test" || asked) && !chatting) setChatting(true);
  const tabs: Tab[] = [
    { id: "inspect", label: t("inspect"), content: <Inspector /> },
    { id: "test", label: t("test"), keep: true, content: chatting && <TestTab ensureSaved={ensureSaved} /> },
    {
      id: "issues",
      label: t("issues"),
      badge:
        issues > 0 ? (
          <span className="min-w-5 rounded-full border border-line bg-ground px-1 text-center text-muted text-xs tabular-nums">
            {issues}
          </span>
        ) : undefined,
      content: <IssuesTab />,
    },
    { id: "versions", label: t("versions"), content: <VersionsTab ensureSaved={ensureSaved} /> },
  ];
  return (
    <Tabs fill tabs={tabs} value={tab} onChange={(next) => session.setState({ tab: next as PanelTab })} />
  );
}
