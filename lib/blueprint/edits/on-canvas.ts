const edge = 1e6;

/** A place kept within the canvas and on whole pixels, as the document's schema wants it. */
export function onCanvas(place: { x: number; y: number }): { x: number; y: number } {
  return { x: within(place.x), y: within(place.y) };
}

function within(value: number): number {
  if (!Number.isFinite(value)) return 0;
  // Adding zero turns -0, which JSON cannot hold, into 0.
  return Math.max(-edge, Math.min(edge, Math.round(value))) + 0;
}
