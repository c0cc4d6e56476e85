import { expect, test } from "vitest";
import { placeBeside } from "./place-beside.ts";

const view = { width: 1440, height: 900 };
const card = { width: 320, height: 180 };

test("stands on the wanted side, beside the middle", () => {
  const anchor = { left: 400, top: 300, width: 224, height: 80 };
  expect(placeBeside(anchor, card, view, "right")).toEqual({ left: 638, top: 250 });
  expect(placeBeside(anchor, card, view, "bottom")).toEqual({ left: 352, top: 394 });
});

test("turns to another side where there is no room, and never leaves the view", () => {
  const atTheEdge = { left: 1300, top: 4, width: 120, height: 32 };
  expect(placeBeside(atTheEdge, card, view, "right")).toEqual({ left: 1108, top: 50 });
  const everything = { left: 0, top: 0, width: 1440, height: 900 };
  for (const side of ["left", "right", "top", "bottom"] as const) {
    const { left, top } = placeBeside(everything, card, view, side);
    expect(left).toBeGreaterThanOrEqual(12);
    expect(top).toBeGreaterThanOrEqual(12);
    expect(left + card.width).toBeLessThanOrEqual(view.width - 12);
    expect(top + card.height).toBeLessThanOrEqual(view.height - 12);
  }
});
