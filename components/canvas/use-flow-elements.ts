"use client";

import { applyNodeChanges, type Edge, type EdgeChange, type Node, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { moveNodes } from "#lib/blueprint/edits/change-nodes.ts";
import { framesOf } from "#lib/blueprint/frames.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { knownMeasures } from "./known-measures.ts";
import { useDesigner, useDocument, useSession } from "./store/use-designer.ts";
import { type FrameNode, frameIdOf, isFrameNode, moveFrame, useFrameNodes } from "./use-frame-nodes.ts";

/** From here on only what is in view is drawn: cards and wires beyond cost nothing. */
export const largeDrawing = 150;

/** A card on the canvas; what it shows it reads from the store by its id, so typing moves nothing here. */
export type CardNode = Node<Record<string, never>, "card">;

/** A card whose ports are looked up where they were really drawn. */
export function withoutHandles<Card extends Node>({ handles: _taken, ...card }: Card): Omit<Card, "handles"> {
  return card;
}

type Place = { id: string; x: number; y: number };

// Keeps the same array while no node appeared, left or moved, so that the canvas rests while somebody types.
function placesSelector(): (document: Blueprint) => readonly Place[] {
  let last: readonly Place[] = [];
  return (document) => {
    const same =
      last.length === document.nodes.length &&
      document.nodes.every((node, index) => {
        const place = last[index];
        return place?.id === node.id && place.x === node.position.x && place.y === node.position.y;
      });
    if (!same) last = document.nodes.map(({ id, position }) => ({ id, x: position.x, y: position.y }));
    return last;
  };
}

/** The document's nodes and wires as React Flow draws them, and what to do with its changes. */
export function useFlowElements() {
  const designer = useDesigner();
  const select = useMemo(() => placesSelector(), []);
  const places = useDocument(select);
  const wires = useDocument((document) => document.wires);
  const selectedNodes = useSession((session) => session.selectedNodes);
  const selectedWires = useSession((session) => session.selectedWires);
  // Filled at once, not by the effect below, so that the first view can be fitted to what is there.
  const [nodes, setNodes] = useState<CardNode[]>(() => {
    const { nodes: written } = designer.document.getState().document;
    const large = written.length > largeDrawing;
    return written.map((node) => ({
      id: node.id,
      type: "card",
      position: { ...node.position },
      data: {},
      selected: false,
      ...(large ? knownMeasures(node) : {}),
    }));
  });

  useEffect(() => {
    const chosen = new Set(selectedNodes);
    setNodes((before) => {
      const known = new Map(before.map((node) => [node.id, node]));
      return places.map(({ id, x, y }) => {
        const old = known.get(id);
        const selected = chosen.has(id);
        if (old && old.position.x === x && old.position.y === y && old.selected === selected) return old;
        return { ...old, id, type: "card", position: { x, y }, data: {}, selected };
      });
    });
  }, [places, selectedNodes]);

  const edges = useMemo<Edge[]>(() => {
    const chosen = new Set(selectedWires);
    return wires.map((wire) => ({
      id: wire.id,
      type: "wire",
      source: wire.from.node,
      sourceHandle: wire.from.port,
      target: wire.to.node,
      targetHandle: wire.to.port,
      selected: chosen.has(wire.id),
    }));
  }, [wires, selectedWires]);

  const frames = useFrameNodes(nodes);

  const onNodesChange = useCallback(
    (all: NodeChange<CardNode | FrameNode>[]) => {
      const changes = all.filter(
        (change) => "id" in change && !isFrameNode(change.id),
      ) as NodeChange<CardNode>[];
      const moves = all.flatMap((change) =>
        change.type === "position" && change.position && isFrameNode(change.id)
          ? [{ frame: frameIdOf(change.id), to: change.position }]
          : [],
      );
      const { document } = designer.document.getState();
      const drawn = new Set(changes.flatMap((change) => (change.type === "dimensions" ? [change.id] : [])));
      setNodes((before) => {
        const applied = changes.length > 0 ? applyNodeChanges(changes, before) : before;
        const changed =
          drawn.size === 0
            ? applied
            : applied.map((node) => (node.handles && drawn.has(node.id) ? withoutHandles(node) : node));
        return moves.reduce((cards, { frame, to }) => moveFrame(document, cards, frame, to), changed);
      });
      const picks = changes.filter((change) => change.type === "select");
      if (picks.length === 0) return;
      const chosen = new Set(designer.session.getState().selectedNodes);
      for (const { id, selected } of picks) selected ? chosen.add(id) : chosen.delete(id);
      designer.session.setState({ selectedNodes: [...chosen] });
    },
    [designer],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange[]) => {
      const picks = changes.filter((change) => change.type === "select");
      if (picks.length === 0) return;
      const chosen = new Set(designer.session.getState().selectedWires);
      for (const { id, selected } of picks) selected ? chosen.add(id) : chosen.delete(id);
      designer.session.setState({ selectedWires: [...chosen] });
    },
    [designer],
  );

  const cards = useRef(nodes);
  cards.current = nodes;
  const onNodeDragStop = useCallback(
    (_event: unknown, _node: unknown, dragged: (CardNode | FrameNode)[]) => {
      const { document: before } = designer.document.getState();
      const held = new Set(
        framesOf(before)
          .filter((frame) => dragged.some(({ id }) => isFrameNode(id) && frameIdOf(id) === frame.id))
          .flatMap((frame) => frame.nodes),
      );
      const moved = [
        ...dragged.filter(({ id }) => !isFrameNode(id)),
        ...cards.current.filter(({ id }) => held.has(id)),
      ];
      const next = Object.fromEntries(
        moved.map(({ id, position }) => [id, { x: Math.round(position.x), y: Math.round(position.y) }]),
      );
      designer.document.edit((document) => moveNodes(document, next));
    },
    [designer],
  );

  const drawn = useMemo(() => (frames.length === 0 ? nodes : [...frames, ...nodes]), [frames, nodes]);
  return { nodes: drawn, edges, onNodesChange, onEdgesChange, onNodeDragStop };
}
