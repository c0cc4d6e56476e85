"use client";

import { useState } from "react";
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
  const { session } = useDesigner();
  const tab = useSession((state) => state.tab);
  const issues = useSession((state) => state.issues.length);
  const tabs = [
    { id: "inspect", label: "Outline", content: <NodeList /> },
    { id: "test", label: "Test", keep: true, content: <TestTab ensureSaved={ensureSaved} /> },
    {
      id: "issues",
      label: "Issues",
      badge: issues > 0 ? <span className="text-muted text-xs tabular-nums">{issues}</span> : undefined,
      content: <IssuesTab />,
    },
    { id: "versions", label: "Versions", content: <VersionsTab ensureSaved={ensureSaved} /> },
  ];
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <Tabs fill tabs={tabs} value={tab} onChange={(next) => session.setState({ tab: next as PanelTab })} />
    </div>
  );
}

function NodeList() {
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
          Add a node
        </Button>
        <UndoButton id="undo" />
        <UndoButton id="redo" />
      </div>
      <Sheet title="Add a node" open={adding} onOpenChange={setAdding}>
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
        title="Inspect"
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
      {!isEmpty && (
        <p className="px-4 py-3 text-muted text-xs">
          Enter opens, F2 renames, C connects, Alt with up and down moves, Shift with space selects several,
          Ctrl+G groups them, Delete removes, / adds.
        </p>
      )}
    </div>
  );
}
