import type { Frame } from "#lib/blueprint/frames.ts";
import type { BlueprintNode } from "#lib/blueprint/schema.ts";
import { cardHeight, cardWidth, frameBox } from "./place-node.ts";

const margin = 20;
// All of a drawing is worth smaller words, down to this; what needs them smaller still is shown in part, legibly.
const smallest = 0.55;
const legible = 0.75;

/** The part of a drawing that is shown first: all of it where it stays legible, else its upper left, where flows begin. */
export function openingViewport(
  nodes: readonly BlueprintNode[],
  frames: readonly Frame[],
  view: { width: number; height: number },
): { x: number; y: number; zoom: number } {
  const boxes = [
    ...nodes.map((node) => ({ ...node.position, width: cardWidth, height: cardHeight(node) })),
    ...frames.flatMap((frame) => frameBox(nodes.filter(({ id }) => frame.nodes.includes(id))) ?? []),
  ];
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
