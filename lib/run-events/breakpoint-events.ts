import { z } from "zod";

const place = {
  nodeId: z.string(),
  breakpointId: z.string(),
  actionId: z.string(),
  /** Before the ability is called, or after it and before the model reads the result. */
  moment: z.enum(["before", "after"]),
};

/** What happens at the breakpoints of a test run. */
export const breakpointEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("breakpoint.hit"),
    ...place,
    title: z.string(),
    arguments: z.unknown(),
    /** What came back; only after the call. */
    result: z.unknown().optional(),
    expiresAt: z.string(),
  }),
  z.object({
    type: z.literal("breakpoint.resumed"),
    ...place,
    /** `supply`: the given result stands in for the call. `expire`: nobody ended the pause in time. */
    decision: z.enum(["continue", "supply", "skip", "expire"]),
    by: z.string(),
    comment: z.string(),
    /** What was changed; absent where it stayed as it was. */
    arguments: z.unknown().optional(),
    result: z.unknown().optional(),
  }),
]);
