"use client";

import { useState } from "react";
import { Inspector } from "#components/inspector/inspector.tsx";
import { IssuesTab } from "#components/inspector/issues-tab.tsx";
import { TestTab } from "#components/inspector/test-tab.tsx";
import { VersionsTab } from "#components/inspector/versions-tab.tsx";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { nodeGroups } from "#lib/nodes/define-node.ts";
import { nodeDefinition } from "#lib/nodes/definitions.ts";
import { IssueMark } from "./card/issue-mark.tsx";
import { EmptyCanvas } from "./empty-canvas.tsx";
import { hueColor } from "./hues.ts";
import { faceOf } from "./node-face.ts";
import { Palette } from "./palette.tsx";
import type { PanelTab } from "./store/session-store.ts";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";

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
  const nodes = useDocument((document) => document.nodes);
  const selected = useSession((state) => state.selectedNodes[0]);
  const [adding, setAdding] = useState(false);
  const groups = nodeGroups.filter((group) =>
    nodes.some((node) => nodeDefinition(node.kind).group === group),
  );
  return (
    <div className="relative flex flex-1 flex-col gap-3 p-4">
      {nodes.length === 0 && (
        <div className="relative min-h-80">
          <EmptyCanvas />
        </div>
      )}
      {groups.map((group) => (
        <section key={group}>
          <h2 className="mb-1 font-semibold text-muted text-xs">{group}</h2>
          <ul className="overflow-hidden rounded-lg border border-line">
            {nodes
              .filter((node) => nodeDefinition(node.kind).group === group)
              .map((node) => {
                const face = faceOf(node);
                return (
                  <li key={node.id} className="flex items-center border-line border-b pr-3 last:border-b-0">
                    <button
                      type="button"
                      data-testid={`outline-${node.id}`}
                      onClick={() => session.setState({ selectedNodes: [node.id], selectedWires: [] })}
                      className="flex min-w-0 flex-1 items-center gap-3 px-3 py-2.5 text-left active:bg-pressed"
                    >
                      <span style={{ color: hueColor(face.hue) }}>
                        <Icon name={face.icon} size={17} />
                      </span>
                      <span className="min-w-0">
                        <span className="block truncate font-medium">{face.title}</span>
                        <span className="block truncate text-muted text-xs">{face.summary}</span>
                      </span>
                    </button>
                    <IssueMark id={node.id} />
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
      <Button icon="plus" onClick={() => setAdding(true)}>
        Add a node
      </Button>
      <Sheet title="Add a node" open={adding} onOpenChange={setAdding}>
        <div className="-m-4 flex">
          <Palette onAdded={() => setAdding(false)} />
        </div>
      </Sheet>
      <Sheet
        title="Inspect"
        open={selected !== undefined && !adding}
        onOpenChange={(open) => !open && session.setState({ selectedNodes: [] })}
      >
        <div className="-m-4">
          <Inspector />
        </div>
      </Sheet>
    </div>
  );
}
