"use client";

import { useTranslations } from "use-intl";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  type Edge,
  MiniMap,
  type Node,
  ReactFlow,
  useReactFlow,
} from "@xyflow/react";
import { type DragEvent, useCallback, useEffect, useRef, useState } from "react";
import { framesOf } from "#lib/blueprint/frames.ts";
import { isLegalWire, nodeOf } from "#lib/blueprint/graph.ts";
import { CanvasNotes } from "./canvas-notes.tsx";
import { CanvasToolbar } from "./canvas-toolbar.tsx";
import { FrameBox } from "./card/frame-box.tsx";
import { NodeCard } from "./card/node-card.tsx";
import { connectNodes, placeNode } from "./commands/add-node.ts";
import { EmptyCanvas } from "./empty-canvas.tsx";
import { hueColor } from "./hues.ts";
import { faceOf } from "./node-face.ts";
import { openingViewport } from "./opening-viewport.ts";
import { readPaletteDrag } from "./palette-items.ts";
import { cardWidth } from "./place-node.ts";
import { RefusalTip } from "./refusal-tip.tsx";
import { useDesigner, useDocument } from "./store/use-designer.ts";
import { largeDrawing, useFlowElements } from "./use-flow-elements.ts";
import { frameIdOf, isFrameNode } from "./use-frame-nodes.ts";
import { useHoldToTrace } from "./use-hold-to-trace.ts";
import { Wire } from "./wire.tsx";

const nodeTypes = { card: NodeCard, frame: FrameBox };
const edgeTypes = { wire: Wire };
const fitOptions = { padding: 0.09, maxZoom: 1, minZoom: 0.3 };

function endsOf(connection: Connection | Edge) {
  return [
    { node: connection.source, port: connection.sourceHandle ?? "" },
    { node: connection.target, port: connection.targetHandle ?? "" },
  ] as const;
}

/** The drawing surface; it knows places and wires, never what a node says. */
export function Canvas() {
  const t = useTranslations("canvas");
  const designer = useDesigner();
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const elements = useFlowElements();
  const isEmpty = useDocument((document) => document.nodes.length === 0);
  // Whether the view is still the one the designer was opened with.
  const [untouched, setUntouched] = useState(true);
  useHoldToTrace();

  useEffect(() => {
    const box = () => frame.current?.getBoundingClientRect();
    designer.session.setState({
      view: {
        center: () => {
          const rect = box();
          return rect
            ? flow.screenToFlowPosition({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 })
            : { x: 0, y: 0 };
        },
        fit: () => void flow.fitView({ ...fitOptions, duration: 300 }),
        zoomIn: () => void flow.zoomIn({ duration: 150 }),
        zoomOut: () => void flow.zoomOut({ duration: 150 }),
        reveal: (id) => {
          const node = nodeOf(designer.document.getState().document, id);
          const rect = box();
          if (!node || !rect) return;
          const at = flow.flowToScreenPosition(node.position);
          const zoom = flow.getZoom();
          const inside =
            at.x > rect.x &&
            at.y > rect.y &&
            at.x + cardWidth * zoom < rect.right &&
            at.y + 80 * zoom < rect.bottom;
          if (inside) return;
          const { x, y } = node.position;
          void flow.setCenter(x + cardWidth / 2, y + 40, { zoom, duration: 300 });
        },
      },
    });
    return () => designer.session.setState({ view: null });
  }, [designer, flow]);

  const isValidConnection = useCallback(
    (connection: Connection | Edge) => {
      const [from, to] = endsOf(connection);
      return isLegalWire(designer.document.getState().document, from, to).ok;
    },
    [designer],
  );
  const onConnect = useCallback(
    (connection: Connection) => {
      const [from, to] = endsOf(connection);
      connectNodes(designer, from, to);
    },
    [designer],
  );
  const onDrop = useCallback(
    (event: DragEvent) => {
      const item = readPaletteDrag(event.dataTransfer);
      if (!item) return;
      event.preventDefault();
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      placeNode(designer, item, { x: Math.round(at.x - cardWidth / 2), y: Math.round(at.y - 30) });
    },
    [designer, flow],
  );
  const minimapColor = useCallback(
    (node: Node) => {
      const { document } = designer.document.getState();
      if (isFrameNode(node.id)) {
        const frame = framesOf(document).find(({ id }) => id === frameIdOf(node.id));
        return hueColor(frame?.hue ?? "note", "soft");
      }
      const found = nodeOf(document, node.id);
      return found ? hueColor(faceOf(found).hue) : "var(--edge)";
    },
    [designer],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the palette's click and Enter do what dropping does
    <div
      ref={frame}
      className="relative min-w-0 flex-1"
      data-testid="canvas"
      onDrop={onDrop}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      }}
    >
      <ReactFlow
        className="designer-canvas"
        nodes={elements.nodes}
        edges={elements.edges}
        onNodesChange={elements.onNodesChange}
        onEdgesChange={elements.onEdgesChange}
        onNodeDragStop={elements.onNodeDragStop}
        onSelectionDragStop={(event, moved) => elements.onNodeDragStop(event, null, moved)}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        isValidConnection={isValidConnection}
        onConnect={onConnect}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={26}
        onNodeClick={() => {
          const { tab } = designer.session.getState();
          if (tab !== "test") designer.session.setState({ tab: "inspect" });
        }}
        onInit={(instance) => {
          const rect = frame.current?.getBoundingClientRect();
          const { document } = designer.document.getState();
          if (rect && document.nodes.length > 0)
            void instance.setViewport(openingViewport(document.nodes, framesOf(document), rect));
        }}
        onMoveStart={(event) => event && setUntouched(false)}
        minZoom={0.15}
        maxZoom={2}
        deleteKeyCode={null}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        selectNodesOnDrag={false}
        onlyRenderVisibleElements={elements.nodes.length > largeDrawing}
        proOptions={{ hideAttribution: true }}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={18}
          size={1.4}
          color="var(--canvas-dot, var(--line))"
        />
        {!isEmpty && (
          <MiniMap
            pannable
            zoomable
            position="bottom-right"
            style={{ width: 148, height: 96 }}
            nodeColor={minimapColor}
            nodeStrokeWidth={0}
            nodeBorderRadius={8}
            ariaLabel={t("overviewOfTheCanvas")}
          />
        )}
        <RefusalTip />
        <CanvasNotes untouched={untouched} onSeen={() => setUntouched(false)} />
      </ReactFlow>
      <CanvasToolbar />
      {isEmpty && <EmptyCanvas />}
    </div>
  );
}
