"use client";

import { useDesigner } from "#components/canvas/store/use-designer.ts";
import { later } from "#components/ui/later.tsx";
import { useTour } from "./use-tour.ts";

const OpenTour = later(async () => (await import("./open-tour.tsx")).OpenTour);

/** The guided tour over an open designer; shown while it is under way on this very blueprint. */
export function DesignerTour() {
  const designer = useDesigner();
  const { tour, move } = useTour();
  if (tour?.status !== "open" || tour.blueprintId !== designer.id) return null;
  return <OpenTour at={tour.step} move={move} />;
}
