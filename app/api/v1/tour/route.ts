import { tourContracts } from "#lib/api/contracts/tour.ts";
import { handle } from "#lib/api/handle.server.ts";
import { moveTour, readTour, startTour } from "#lib/operations/tour/take-tour.server.ts";

export const GET = handle(tourContracts.read, async (actor) => ({ tour: await readTour(actor) }));

export const POST = handle(tourContracts.start, async (actor) => ({ tour: await startTour(actor) }));

export const PUT = handle(tourContracts.move, async (actor, { body }) => ({
  tour: await moveTour(actor, body),
}));
