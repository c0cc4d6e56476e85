"use client";

import { hueColor } from "#components/canvas/hues.ts";
import { faceOf } from "#components/canvas/node-face.ts";
import { formatCost, formatDuration } from "#components/ui/format-number.ts";
import { Icon } from "#components/ui/icon.tsx";
import { toneText } from "#components/ui/tone-text.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import type { RunState } from "#lib/run-events/run-state.ts";
import { stateLooks } from "./state-looks.ts";

const card = { width: 224, height: 84 };
const margin = 40;

/** The blueprint as it was when the run began, with what each node did; pressing a node chooses it. */
export function FrozenCanvas({
  document,
  run,
  chosen,
  onChoose,
}: {
  document: Blueprint;
  run: RunState | null;
  chosen: string | null;
  onChoose: (nodeId: string) => void;
}) {
  const minX = document.nodes.length === 0 ? 0 : Math.min(...document.nodes.map((node) => node.position.x));
  const minY = document.nodes.length === 0 ? 0 : Math.min(...document.nodes.map((node) => node.position.y));
  const width =
    Math.max(0, ...document.nodes.map((node) => node.position.x - minX)) + card.width + 2 * margin;
  const height =
    Math.max(0, ...document.nodes.map((node) => node.position.y - minY)) + card.height + 2 * margin;
  const at = new Map(
    document.nodes.map((node) => [
      node.id,
      { x: node.position.x - minX + margin, y: node.position.y - minY + margin, node },
    ]),
  );
  const lit = new Set(run?.wires);
  // A goal or a dataset takes part without a wire being travelled: it shows when both its ends did something.
  const tookPart = (id: string) => (run?.nodes[id]?.state ?? "idle") !== "idle";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing whose nodes are buttons is no fieldset
    <svg
      viewBox={`0 0 ${width} ${height}`}
      style={{ maxWidth: width, minWidth: Math.min(width, 560) }}
      className="mx-auto block h-auto w-full"
      role="group"
      aria-label="The blueprint of this run"
    >
      {document.wires.map((wire) => {
        const from = at.get(wire.from.node);
        const to = at.get(wire.to.node);
        if (!from || !to) return null;
        const [x1, y1, x2, y2] = [
          from.x + card.width,
          from.y + card.height / 2,
          to.x,
          to.y + card.height / 2,
        ];
        const bend = Math.max(40, Math.abs(x2 - x1) / 2);
        const isLit = lit.has(wire.id) || (tookPart(wire.from.node) && tookPart(wire.to.node));
        const color = isLit ? hueColor(faceOf(from.node).hue) : "var(--edge)";
        return (
          <path
            key={wire.id}
            d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`}
            fill="none"
            stroke={color}
            strokeWidth={isLit ? 2.5 : 1.25}
          />
        );
      })}
      {[...at.values()].map(({ x, y, node }) => {
        const face = faceOf(node);
        const progress = run?.nodes[node.id];
        const look = stateLooks[progress?.state ?? "idle"];
        const color = toneText[look.tone];
        return (
          <foreignObject key={node.id} x={x} y={y} width={card.width} height={card.height}>
            <button
              type="button"
              aria-pressed={chosen === node.id}
              onClick={() => onChoose(node.id)}
              className={`flex h-full w-full flex-col overflow-hidden rounded-lg border bg-panel text-left ${chosen === node.id ? "border-accent" : "border-line"} ${progress ? "" : "opacity-60"}`}
            >
              <span className="flex min-h-0 flex-1 items-start gap-2 px-3 py-2">
                <span style={{ color: hueColor(face.hue) }} className="mt-0.5">
                  <Icon name={face.icon} size={16} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-semibold text-sm">{face.title}</span>
                  <span className="block truncate text-muted text-xs">{face.summary || face.kind}</span>
                </span>
                <Icon name={look.icon} label={look.word} size={15} className={`mt-0.5 ${color}`} />
              </span>
              <span className="flex justify-between border-line border-t px-3 py-1 text-muted text-xs tabular-nums">
                <span className={color}>{progress?.note ?? look.word}</span>
                {progress && progress.ms > 0 && (
                  <span>
                    {formatDuration(progress.ms)}
                    {progress.costUsd !== 0 && ` · ${formatCost(progress.costUsd)}`}
                  </span>
                )}
              </span>
            </button>
          </foreignObject>
        );
      })}
    </svg>
  );
}
