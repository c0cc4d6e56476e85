"use client";

import { Fragment, type ReactNode, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { hueColor } from "#components/canvas/hues.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Frame } from "#lib/blueprint/frames.ts";
import type { BlueprintNode, Wire } from "#lib/blueprint/schema.ts";

/** The size every card of a still drawing has. */
export const stillCard = { width: 224, height: 84 };
const margin = 40;
const zooms = [0.25, 0.35, 0.5, 0.7, 1, 1.4];

/** How a wire is drawn; `mark` stands at its middle. */
export type WireLook = { color: string; width: number; dash?: string | undefined; mark?: ReactNode };

/** A document that cannot be edited here: its cards and wires at their places, zoomed by buttons, moved by scrolling. */
export function StillDrawing({
  label,
  nodes,
  wires,
  groups = [],
  frameOf = nodes,
  card,
  wireLook,
}: {
  label: string;
  nodes: readonly BlueprintNode[];
  wires: readonly Wire[];
  /** The groups drawn behind the cards. */
  groups?: readonly Frame[] | undefined;
  /** The nodes whose extent is shown, so that two drawings side by side lie alike. */
  frameOf?: readonly BlueprintNode[];
  card: (node: BlueprintNode) => ReactNode;
  wireLook: (wire: Wire) => WireLook;
}) {
  const t = useTranslations("ui");
  const [zoom, setZoom] = useState<number | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const frame = useMemo(() => extentOf(frameOf), [frameOf]);
  const places = useMemo(() => {
    const place = ({ position }: BlueprintNode) => ({
      x: position.x - frame.left + margin,
      y: position.y - frame.top + margin,
    });
    return new Map(nodes.map((node) => [node.id, place(node)]));
  }, [nodes, frame]);
  const step = (by: 1 | -1) =>
    setZoom((before) => {
      const from = before ?? (svg.current?.clientWidth ?? frame.width) / frame.width;
      const next = by > 0 ? zooms.find((each) => each > from) : zooms.findLast((each) => each < from);
      return next ?? from;
    });
  const size =
    zoom === null
      ? {
          maxWidth: frame.width,
          width: "100%",
          // Whole, for an overview; where its text would be too small to read otherwise, what is taller scrolls.
          maxHeight: `max(70vh, ${frame.height * 0.45}px)`,
        }
      : { width: frame.width * zoom };
  return (
    <div className="relative">
      <div className="absolute top-2 right-2 z-10 flex rounded-md border border-line bg-panel">
        <IconButton icon="zoom-out" size={28} label={t("zoomOut")} onClick={() => step(-1)} />
        <IconButton icon="zoom-in" size={28} label={t("zoomIn")} onClick={() => step(1)} />
        <IconButton icon="maximize" size={28} label={t("showEverything")} onClick={() => setZoom(null)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="max-h-[70vh] overflow-auto" aria-label={t("scrollable", { label })} tabIndex={0}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose nodes are buttons is no fieldset */}
        <svg
          ref={svg}
          viewBox={`0 0 ${frame.width} ${frame.height}`}
          style={size}
          className="mx-auto block h-auto"
          role="group"
          aria-label={label}
        >
          {groups.map((group) => {
            const held = group.nodes.flatMap((id) => places.get(id) ?? []);
            if (held.length === 0) return null;
            const [left, top] = [Math.min(...held.map(({ x }) => x)), Math.min(...held.map(({ y }) => y))];
            const right = Math.max(...held.map(({ x }) => x)) + stillCard.width;
            const bottom = Math.max(...held.map(({ y }) => y)) + stillCard.height;
            const color = hueColor(group.hue);
            return (
              <g key={group.id}>
                <rect
                  x={left - 14}
                  y={top - 30}
                  width={right - left + 28}
                  height={bottom - top + 44}
                  rx={12}
                  style={{ fill: color, fillOpacity: 0.07, stroke: color, strokeOpacity: 0.6 }}
                />
                <text x={left - 2} y={top - 11} style={{ fill: hueColor(group.hue, "text") }} fontSize={13}>
                  {group.title.length > 60 ? `${group.title.slice(0, 59)}…` : group.title}
                </text>
              </g>
            );
          })}
          {wires.map((wire) => {
            const [from, to] = [places.get(wire.from.node), places.get(wire.to.node)];
            if (!from || !to) return null;
            const [x1, y1] = [from.x + stillCard.width, from.y + stillCard.height / 2];
            const [x2, y2] = [to.x, to.y + stillCard.height / 2];
            const bend = Math.max(40, Math.abs(x2 - x1) / 2);
            const look = wireLook(wire);
            return (
              <Fragment key={wire.id}>
                <path
                  d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`}
                  fill="none"
                  stroke={look.color}
                  strokeWidth={look.width}
                  strokeDasharray={look.dash}
                />
                {look.mark && (
                  <foreignObject x={(x1 + x2) / 2 - 55} y={(y1 + y2) / 2 - 15} width={110} height={30}>
                    <div className="flex h-full items-center justify-center">{look.mark}</div>
                  </foreignObject>
                )}
              </Fragment>
            );
          })}
          {nodes.map((node) => {
            const place = places.get(node.id);
            return (
              <foreignObject key={node.id} x={place?.x} y={place?.y} {...stillCard}>
                {card(node)}
              </foreignObject>
            );
          })}
        </svg>
      </section>
    </div>
  );
}

function extentOf(nodes: readonly BlueprintNode[]) {
  if (nodes.length === 0) return { left: 0, top: 0, width: 560, height: 200 };
  const xs = nodes.map((node) => node.position.x);
  const ys = nodes.map((node) => node.position.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    left,
    top,
    width: Math.max(...xs) - left + stillCard.width + 2 * margin,
    height: Math.max(...ys) - top + stillCard.height + 2 * margin,
  };
}
