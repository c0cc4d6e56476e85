"use client";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { MenuEntry } from "#components/ui/menu.tsx";
import { moveNodes, renameNode } from "#lib/blueprint/edits/change-nodes.ts";
import { changeFrame, groupNodes, putIntoFrame } from "#lib/blueprint/edits/frames.ts";
import { frameOfNode, framesOf } from "#lib/blueprint/frames.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import { type OutlineRow, outlineOf, siblingsOf } from "#lib/blueprint/outline.ts";
import { commandOf } from "./commands/all-commands.ts";
import { announce } from "./commands/define-command.ts";
import { faceOf } from "./node-face.ts";
import { OutlineItem } from "./outline-item.tsx";
import type { Designer } from "./store/designer.ts";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";
import { WireDialog } from "./wire-dialog.tsx";

/** The blueprint as an editable tree; everything the canvas can do to nodes and wires is done here by keys or menu. */
export function OutlineTree({ onOpen }: { onOpen: (nodeId: string) => void }) {
  const t = useTranslations("canvas");
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
  const firsts = useMemo(() => {
    // A node in a group is named by its row in the tree, which shows what it is wired to.
    const nodes = rows.filter((row) => row.node !== null && !row.parent?.startsWith("group:"));
    const grouped = rows.filter((row) => row.node !== null);
    return new Map([...grouped, ...nodes.toReversed()].map((row) => [idOf(row), row.key]));
  }, [rows]);

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
    designer.session.setState({ selectedNodes: heldBy(row), selectedWires: [] });
  };
  const toggle = (row: OutlineRow) => {
    const chosen = new Set(designer.session.getState().selectedNodes);
    const held = heldBy(row);
    const all = held.every((id) => chosen.has(id));
    for (const id of held) all ? chosen.delete(id) : chosen.add(id);
    designer.session.setState({ selectedNodes: [...chosen], selectedWires: [] });
  };
  const open = (row: OutlineRow) => {
    select(row);
    onOpen(idOf(row));
  };
  const remove = (row: OutlineRow) => {
    const index = visible.indexOf(row);
    select(row);
    // A group goes alone: its nodes are rows of their own, each with its own way out.
    commandOf(row.frame ? "ungroup" : "delete").perform(designer);
    const next = visible[index + 1] ?? visible[index - 1];
    if (next && idOf(next) !== idOf(row)) requestAnimationFrame(() => focus(next));
  };
  const move = (row: OutlineRow, by: 1 | -1) => {
    const siblings = siblingsOf(rows, row);
    const other = siblings[siblings.findIndex((each) => each.key === row.key) + by];
    if (!other?.node || !row.node) return;
    const [mine, theirs] = [row.node, other.node];
    // The order is that of the drawing: the two change places there.
    designer.document.edit((whole) =>
      moveNodes(whole, { [mine.id]: theirs.position, [theirs.id]: mine.position }),
    );
    const title = faceOf(mine).title;
    announce(
      designer,
      t(by > 0 ? "said.movedBelow" : "said.movedAbove", { title, other: faceOf(theirs).title }),
    );
    requestAnimationFrame(() => focus(row));
  };
  const rename = (row: OutlineRow, title: string | null) => {
    setRenaming(null);
    const { document: newest } = designer.document.getState();
    const { node, frame } = row;
    if (title !== null && node && title !== nodeOf(newest, node.id)?.title)
      designer.document.edit((whole) => renameNode(whole, node.id, title));
    if (title !== null && title !== "" && frame && title !== frame.title)
      designer.document.edit((whole) => changeFrame(whole, frame.id, { title }));
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
          return () => (event.shiftKey ? toggle(row) : select(row));
        case "F2":
          return () => setRenaming(row.key);
        case "c":
          return () => row.node && setConnecting(row.node.id);
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
      <div
        ref={list}
        role="tree"
        aria-label={t("outline")}
        aria-multiselectable="true"
        className="flex flex-col"
      >
        {visible.map((row) => {
          const siblings = siblingsOf(visible, row);
          const place = siblings.findIndex((each) => each.key === row.key);
          return (
            <OutlineItem
              key={row.key}
              row={row}
              testId={row.node && firsts.get(idOf(row)) === row.key ? `outline-${idOf(row)}` : undefined}
              place={place}
              of={siblings.length}
              closed={closed.has(row.key)}
              selected={heldBy(row).every((id) => selected.includes(id))}
              tabbable={current?.key === row.key}
              renaming={renaming === row.key}
              onFocus={() => setFocused(row.key)}
              onKeyDown={(event) => press(event, row)}
              onFold={() => fold(row.key, !closed.has(row.key))}
              onOpen={() => open(row)}
              onRename={(title) => rename(row, title)}
              groups={groupChoices(designer, row)}
              actions={{
                rename: () => setRenaming(row.key),
                connect: () => row.node && setConnecting(row.node.id),
                up: () => move(row, -1),
                down: () => move(row, 1),
                remove: () => remove(row),
              }}
            />
          );
        })}
      </div>
      {connecting !== null && (
        <WireDialog
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

function idOf(row: OutlineRow): string {
  return row.node ? row.node.id : row.frame.id;
}

function heldBy(row: OutlineRow): readonly string[] {
  return row.node ? [row.node.id] : row.frame.nodes;
}

// More than these are named in the inspector of the group.
const mostGroups = 12;

function groupChoices(designer: Designer, row: OutlineRow): MenuEntry[] {
  const { node } = row;
  if (!node) return [];
  const { t } = designer.words;
  const { document } = designer.document.getState();
  const own = frameOfNode(document, node.id);
  const put = (frameId: string | null) =>
    designer.document.edit((whole) => putIntoFrame(whole, [node.id], frameId));
  return [
    {
      label: t("putIntoANewGroup"),
      icon: "square",
      separated: true,
      onSelect: () => designer.document.edit((whole) => groupNodes(whole, [node.id])),
    },
    ...framesOf(document)
      .filter((frame) => frame !== own)
      .slice(0, mostGroups)
      .map(
        (frame): MenuEntry => ({
          id: frame.id,
          label: t("putInto", { title: frame.title }),
          icon: "square",
          onSelect: () => put(frame.id),
        }),
      ),
    ...(own
      ? [
          {
            label: t("takeOutOf", { title: own.title }),
            icon: "circle-dashed" as const,
            onSelect: () => put(null),
          },
        ]
      : []),
  ];
}
