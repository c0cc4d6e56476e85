import { z } from "zod";
import { tourProgressSchema } from "#lib/access/tour-progress.ts";
import { defineContract } from "#lib/api/contract.ts";

/** Routes of the guided tour; it belongs to a signed-in person, and is remembered in each of their workspaces. */
export const tourContracts = {
  read: defineContract({
    method: "GET",
    path: "/api/v1/tour",
    summary: "Where the caller stands in the guided tour; null before it was ever begun, and for API tokens",
    tag: "Tour",
    response: z.object({ tour: tourProgressSchema.nullable() }),
  }),
  start: defineContract({
    method: "POST",
    path: "/api/v1/tour",
    summary: "Begin the guided tour anew, on the workspace's sample, which is made when there is none",
    tag: "Tour",
    idempotent: true,
    response: z.object({ tour: tourProgressSchema }),
  }),
  move: defineContract({
    method: "PUT",
    path: "/api/v1/tour",
    summary: "Remember the step one is at, or that one left or finished the tour",
    tag: "Tour",
    body: z.strictObject({
      status: tourProgressSchema.shape.status,
      step: tourProgressSchema.shape.step,
    }),
    response: z.object({ tour: tourProgressSchema }),
  }),
};
