import type { Frame } from "#lib/blueprint/frames.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { cardHeight, cardWidth, frameBox } from "./place-node.ts";

const margin = 20;
// All of a drawing is worth smaller words, down to this; what needs them smaller still is shown in part, legibly.
const smallest = 0.55;
const legible = 0.75;
// What the overview in the lower right covers, with its margin.
const overview = { width: 163, height: 111 };

type Box = { x: number; y: number; width: number; height: number };
type Viewport = { x: number; y: number; zoom: number };

/**
 * The part of a drawing that is shown first: all of it where it stays legible, else its upper left, where flows begin.
 * What would lie under the overview is moved up, as long as that costs no legibility.
 */
export function openingViewport(
  nodes: readonly BlueprintNode[],
  frames: readonly Frame[],
  view: { width: number; height: number },
): Viewport {
  const boxes = [
    ...nodes.map((node) => ({ ...node.position, width: cardWidth, height: cardHeight(node) })),
    ...frames.flatMap((frame) => frameBox(nodes.filter(({ id }) => frame.nodes.includes(id))) ?? []),
  ];
  const all = viewportOf(boxes, view);
  const isCovered = boxes.some(
    (box) =>
      (box.x + box.width) * all.zoom + all.x > view.width - overview.width &&
      (box.y + box.height) * all.zoom + all.y > view.height - overview.height,
  );
  if (!isCovered) return all;
  // Not spread: a rectangle of the page keeps its sides in getters.
  const above = viewportOf(boxes, { width: view.width, height: view.height - overview.height + margin });
  return above.zoom >= Math.min(all.zoom, legible) ? above : all;
}

function viewportOf(boxes: readonly Box[], view: { width: number; height: number }): Viewport {
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - left;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - top;
  const room = { width: view.width - 2 * margin, height: view.height - 2 * margin };
  const fitting = Math.min(1, room.width / width, room.height / height);
  const zoom = fitting >= smallest ? fitting : legible;
  const offset = (space: number, size: number) => margin + Math.max(0, (space - size * zoom) / 2);
  return {
    x: offset(room.width, width) - left * zoom,
    y: offset(room.height, height) - top * zoom,
    zoom,
  };
}
