"use client";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { moveNodes, renameNode } from "#lib/blueprint/edits/change-nodes.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { type OutlineRow, outlineOf, siblingsOf } from "#lib/blueprint/outline.ts";
import { commandOf } from "./commands/all-commands.ts";
import { announce } from "./commands/define-command.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { faceOf } from "./node-face.ts";
import { OutlineItem } from "./outline-item.tsx";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";

/** The blueprint as an editable tree; everything the canvas can do to nodes and wires is done here by keys or menu. */
export function OutlineTree({ onOpen }: { onOpen: (nodeId: string) => void }) {
  const designer = useDesigner();
  const document = useDocument((whole) => whole);
  const rows = useMemo(() => outlineOf(document), [document]);
  const selected = useSession((session) => session.selectedNodes);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [connecting, setConnecting] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const visible = rows.filter((row) => ![...closed].some((key) => row.key.startsWith(`${key}/`)));
  const current = visible.find((row) => row.key === focused) ?? visible[0];
  const firsts = useMemo(() => new Map(rows.toReversed().map((row) => [row.node.id, row.key])), [rows]);

  const focus = (row: OutlineRow | undefined) => {
    if (!row) return;
    setFocused(row.key);
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)?.focus();
  };
  const fold = (key: string, close: boolean) =>
    setClosed((before) => {
      const next = new Set(before);
      if (close) next.add(key);
      else next.delete(key);
      return next;
    });
  const select = (row: OutlineRow) => {
    designer.session.setState({ selectedNodes: [row.node.id], selectedWires: [] });
  };
  const open = (row: OutlineRow) => {
    select(row);
    onOpen(row.node.id);
  };
  const remove = (row: OutlineRow) => {
    const index = visible.indexOf(row);
    select(row);
    commandOf("delete").perform(designer);
    const next = visible[index + 1] ?? visible[index - 1];
    if (next && next.node.id !== row.node.id) requestAnimationFrame(() => focus(next));
  };
  const move = (row: OutlineRow, by: 1 | -1) => {
    const siblings = siblingsOf(rows, row);
    const other = siblings[siblings.findIndex((each) => each.key === row.key) + by];
    if (!other) return;
    // The order is that of the drawing: the two change places there.
    designer.document.edit((whole) =>
      moveNodes(whole, { [row.node.id]: other.node.position, [other.node.id]: row.node.position }),
    );
    const title = faceOf(row.node).title;
    announce(designer, `Moved ${title} ${by > 0 ? "below" : "above"} ${faceOf(other.node).title}.`);
    requestAnimationFrame(() => focus(row));
  };
  const rename = (row: OutlineRow, title: string | null) => {
    setRenaming(null);
    const { document: newest } = designer.document.getState();
    if (title !== null && title !== nodeOf(newest, row.node.id)?.title)
      designer.document.edit((whole) => renameNode(whole, row.node.id, title));
    requestAnimationFrame(() => focus(row));
  };

  function press(event: KeyboardEvent, row: OutlineRow) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const index = visible.indexOf(row);
    const isClosed = closed.has(row.key);
    const act = (() => {
      switch (event.key) {
        case "ArrowDown":
          return () => (event.altKey ? move(row, 1) : focus(visible[index + 1]));
        case "ArrowUp":
          return () => (event.altKey ? move(row, -1) : focus(visible[index - 1]));
        case "Home":
          return () => focus(visible[0]);
        case "End":
          return () => focus(visible.at(-1));
        case "ArrowRight":
          if (!row.hasChildren) return () => {};
          return () => (isClosed ? fold(row.key, false) : focus(visible[index + 1]));
        case "ArrowLeft":
          if (row.hasChildren && !isClosed) return () => fold(row.key, true);
          return () => focus(visible.find((each) => each.key === row.parent));
        case "Enter":
          return () => open(row);
        case " ":
          return () => select(row);
        case "F2":
          return () => setRenaming(row.key);
        case "c":
          return () => setConnecting(row.node.id);
        case "Delete":
        case "Backspace":
          return () => remove(row);
        default:
          return null;
      }
    })();
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  return (
    <>
      <div ref={list} role="tree" aria-label="Outline" className="flex flex-col">
        {visible.map((row) => {
          const siblings = siblingsOf(visible, row);
          const place = siblings.findIndex((each) => each.key === row.key);
          return (
            <OutlineItem
              key={row.key}
              row={row}
              testId={firsts.get(row.node.id) === row.key ? `outline-${row.node.id}` : undefined}
              place={place}
              of={siblings.length}
              closed={closed.has(row.key)}
              selected={selected.includes(row.node.id)}
              tabbable={current?.key === row.key}
              renaming={renaming === row.key}
              onFocus={() => setFocused(row.key)}
              onKeyDown={(event) => press(event, row)}
              onFold={() => fold(row.key, !closed.has(row.key))}
              onOpen={() => open(row)}
              onRename={(title) => rename(row, title)}
              actions={{
                rename: () => setRenaming(row.key),
                connect: () => setConnecting(row.node.id),
                up: () => move(row, -1),
                down: () => move(row, 1),
                remove: () => remove(row),
              }}
            />
          );
        })}
      </div>
      {connecting !== null && (
        <ConnectDialog
          nodeId={connecting}
          onClose={() => {
            setConnecting(null);
            requestAnimationFrame(() => focus(current));
          }}
        />
      )}
    </>
  );
}
