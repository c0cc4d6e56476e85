"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Inspector } from "#components/inspector/inspector.tsx";
import { IssuesTab } from "#components/inspector/issues-tab.tsx";
import { TestTab } from "#components/inspector/test-tab.tsx";
import { VersionsTab } from "#components/inspector/versions-tab.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { EmptyCanvas } from "./empty-canvas.tsx";
import { OutlineTree } from "./outline-tree.tsx";
import { Palette } from "./palette.tsx";
import type { PanelTab } from "./store/session-store.ts";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";
import { UndoButton } from "./undo-button.tsx";

/** The blueprint as a list, for screens too narrow to draw on. */
export function Outline({ ensureSaved }: { ensureSaved: () => Promise<void> }) {
  const t = useTranslations("canvas");
  const { session } = useDesigner();
  const tab = useSession((state) => state.tab);
  const issues = useSession((state) => state.issues.length);
  const tabs = [
    { id: "inspect", label: t("outline"), content: <NodeList /> },
    { id: "test", label: t("test"), keep: true, content: <TestTab ensureSaved={ensureSaved} /> },
    {
      id: "issues",
      label: t("issues"),
      badge: issues > 0 ? <span className="text-muted text-xs tabular-nums">{issues}</span> : undefined,
      content: <IssuesTab />,
    },
    { id: "versions", label: t("versions"), content: <VersionsTab ensureSaved={ensureSaved} /> },
  ];
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <Tabs fill tabs={tabs} value={tab} onChange={(next) => session.setState({ tab: next as PanelTab })} />
    </div>
  );
}

function NodeList() {
  const t = useTranslations("canvas");
  const { session } = useDesigner();
  const isEmpty = useDocument((document) => document.nodes.length === 0);
  const selected = useSession((state) => state.selectedNodes[0]);
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState(false);
  return (
    <div className="relative flex flex-1 flex-col gap-3 pb-4">
      {isEmpty ? (
        <div className="relative min-h-80">
          <EmptyCanvas />
        </div>
      ) : (
        <OutlineTree onOpen={() => setOpened(true)} />
      )}
      <div className="flex gap-2 px-4">
        <Button icon="plus" className="flex-1" onClick={() => setAdding(true)}>
          {t("addANode")}
        </Button>
        <UndoButton id="undo" />
        <UndoButton id="redo" />
      </div>
      <Sheet title={t("addANode")} open={adding} onOpenChange={setAdding}>
        <div className="-m-4 flex">
          <Palette
            onAdded={() => {
              setAdding(false);
              setOpened(true);
            }}
          />
        </div>
      </Sheet>
      <Sheet
        title={t("inspect")}
        open={opened && selected !== undefined && !adding}
        onOpenChange={(open) => {
          if (open) return;
          setOpened(false);
          session.setState({ selectedNodes: [] });
        }}
      >
        <div className="-m-4">
          <Inspector />
        </div>
      </Sheet>
    </div>
  );
}

/** The outline in place of the canvas on a wide screen; the inspector stands beside it. */
export function WideOutline() {
  const t = useTranslations("canvas");
  const { session } = useDesigner();
  const isEmpty = useDocument((document) => document.nodes.length === 0);
  return (
    <div className="flex min-w-0 flex-1 flex-col overflow-y-auto bg-panel pt-12">
      {isEmpty ? (
        <div className="relative min-h-96">
          <EmptyCanvas />
        </div>
      ) : (
        <OutlineTree onOpen={() => session.setState({ tab: "inspect", panelOpen: true })} />
      )}
      {!isEmpty && <p className="px-4 py-3 text-muted text-xs">{t("enterOpensF2RenamesC")}</p>}
    </div>
  );
}
