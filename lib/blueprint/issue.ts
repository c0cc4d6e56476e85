import { z } from "zod";

/** Something wrong or improvable in a blueprint; errors block publishing, never saving. */
export const issueSchema = z.object({
  severity: z.enum(["error", "warning", "hint"]),
  /** A stable name of the rule, where it has one; see docs/goals-and-feedback.md. */
  code: z.string().optional(),
  /** The node's id, when the problem belongs to one. */
  node: z.string().optional(),
  /** A field of the node's config, dotted when deeper. */
  field: z.string().optional(),
  message: z.string(),
  /** Why it matters. */
  why: z.string().optional(),
  /** What would mend it, in words. */
  fix: z.string().optional(),
  /** What to put into a field of the node's config to mend it at once. */
  offer: z.object({ label: z.string(), field: z.string(), value: z.unknown() }).optional(),
});

/** See {@link issueSchema}. */
export type Issue = z.infer<typeof issueSchema>;
