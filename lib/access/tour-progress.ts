import { z } from "zod";

/** Where one member stands in the guided tour: under way, left for later, or walked to its end. */
export const tourProgressSchema = z.strictObject({
  blueprintId: z.uuid(),
  status: z.enum(["open", "left", "finished"]),
  /** The step last shown, by its name; empty before the first. */
  step: z.string().max(40),
});

/** See {@link tourProgressSchema}. */
export type TourProgress = z.infer<typeof tourProgressSchema>;
