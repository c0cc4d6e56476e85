"use client";

import type { Node } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { type Frame, framesOf } from "#lib/blueprint/frames.ts";
import { nodeOf } from "#lib/blueprint/graph.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { frameBox } from "./place-node.ts";
import { useDesigner, useDocument } from "./store/use-designer.ts";
import type { CardNode } from "./use-flow-elements.ts";

/** A group on the canvas; it lies where its cards lie and has no place of its own. */
export type FrameNode = Node<Record<string, never>, "frame">;

const prefix = "frame:";

/** What the canvas calls a group, whose id may also be that of a node. */
export const isFrameNode = (flowId: string) => flowId.startsWith(prefix);

/** The group a {@link FrameNode} stands for. */
export const frameIdOf = (flowId: string) => flowId.slice(prefix.length);

/** The groups around the cards where these are at the moment, also in the middle of a drag. */
export function useFrameNodes(cards: readonly CardNode[]): readonly FrameNode[] {
  const designer = useDesigner();
  const frames = useDocument(framesOf);
  const last = useRef(new Map<string, FrameNode>());
  return useMemo(() => {
    if (frames.length === 0) return [];
    const { document } = designer.document.getState();
    const at = new Map(cards.map((card) => [card.id, card.position]));
    const drawn = frames.flatMap((frame): FrameNode[] => {
      const box = boxOf(document, frame, at);
      if (!box) return [];
      const id = `${prefix}${frame.id}`;
      const before = last.current.get(id);
      const still =
        before?.position.x === box.x &&
        before.position.y === box.y &&
        before.width === box.width &&
        before.height === box.height;
      return [still ? before : frameNode(id, box)];
    });
    last.current = new Map(drawn.map((node) => [node.id, node]));
    return drawn;
  }, [frames, cards, designer]);
}

function frameNode(id: string, box: { x: number; y: number; width: number; height: number }): FrameNode {
  const size = { width: box.width, height: box.height };
  return {
    id,
    type: "frame",
    position: { x: box.x, y: box.y },
    ...size,
    measured: size,
    data: {},
    zIndex: -1,
    selectable: false,
    connectable: false,
    dragHandle: ".frame-title",
    // Only the title takes the pointer: behind the cards one still pans and selects.
    style: { pointerEvents: "none" },
  };
}

function boxOf(document: Blueprint, frame: Frame, at: ReadonlyMap<string, { x: number; y: number }>) {
  return frameBox(
    frame.nodes.flatMap((id) => {
      const [node, position] = [nodeOf(document, id), at.get(id)];
      return node && position ? [{ ...node, position }] : [];
    }),
  );
}

/** The cards with those of a group moved so that the group begins at a place; reckoned from where they are now. */
export function moveFrame(
  document: Blueprint,
  cards: CardNode[],
  frameId: string,
  to: { x: number; y: number },
): CardNode[] {
  const frame = framesOf(document).find(({ id }) => id === frameId);
  const box = frame && boxOf(document, frame, new Map(cards.map((card) => [card.id, card.position])));
  if (!frame || !box) return cards;
  const held = new Set(frame.nodes);
  return cards.map((card) => {
    if (!held.has(card.id)) return card;
    const { x, y } = card.position;
    return { ...card, position: { x: x + to.x - box.x, y: y + to.y - box.y } };
  });
}
