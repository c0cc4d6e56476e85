import { z } from "zod";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";
import { periodProblems, runSelection } from "../run-selection.ts";

const listedRating = z.object({
  id: z.string(),
  runId: z.string(),
  blueprintId: z.string(),
  blueprintName: z.string(),
  /** null for a run of the draft. */
  version: z.number().nullable(),
  channel: z.string(),
  /** 1 is good, -1 is bad. */
  value: z.number(),
  comment: z.string(),
  question: z.string().nullable(),
  answer: z.string().nullable(),
  createdAt: z.string(),
});

/** A rating with the question and the answer it is about. */
export type ListedRating = z.output<typeof listedRating>;

/** Routes of what people thought of answers. */
export const ratingContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/ratings",
    summary:
      "Ratings with their comments, newest first; `from` and `to` are days on which the rating was given",
    tag: "Ratings",
    query: periodProblems(
      pageQuery.extend({
        value: z.enum(["1", "-1"]).optional(),
        /** Only those with a comment, or only those without. */
        comment: z.enum(["with", "without"]).optional(),
        from: runSelection.from.optional(),
        to: runSelection.to.optional(),
        zone: runSelection.zone,
        blueprintId: runSelection.blueprintId,
        version: runSelection.version,
        channel: runSelection.channel,
      }),
    ),
    response: pageOf(listedRating),
  }),
};
