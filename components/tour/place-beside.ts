/** A side of the thing pointed at. */
export type Side = "left" | "right" | "top" | "bottom";

type Box = { left: number; top: number; width: number; height: number };
type Size = { width: number; height: number };

const gap = 14;
const edge = 12;

/** Where a card stands beside a box: on the wanted side when it fits there, else where it does, always inside the view. */
export function placeBeside(
  anchor: Box,
  card: Size,
  view: Size,
  wanted: Side,
): { left: number; top: number } {
  const room: Record<Side, number> = {
    left: anchor.left - gap - edge - card.width,
    right: view.width - (anchor.left + anchor.width) - gap - edge - card.width,
    top: anchor.top - gap - edge - card.height,
    bottom: view.height - (anchor.top + anchor.height) - gap - edge - card.height,
  };
  const order: Side[] = [wanted, "bottom", "top", "right", "left"];
  const side = order.find((one) => room[one] >= 0) ?? wanted;
  const middleLeft = anchor.left + anchor.width / 2 - card.width / 2;
  const middleTop = anchor.top + Math.min(anchor.height / 2, 220) - card.height / 2;
  const spot = {
    left: { left: anchor.left - gap - card.width, top: middleTop },
    right: { left: anchor.left + anchor.width + gap, top: middleTop },
    top: { left: middleLeft, top: anchor.top - gap - card.height },
    bottom: { left: middleLeft, top: anchor.top + anchor.height + gap },
  }[side];
  return {
    left: clamp(spot.left, edge, view.width - card.width - edge),
    top: clamp(spot.top, edge, view.height - card.height - edge),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, most)));
}
