import { z } from "zod";

/** Something wrong or improvable in a blueprint; errors block publishing, never saving. */
export const issueSchema = z.object({
  severity: z.enum(["error", "warning", "hint"]),
  /** The node's id, when the problem belongs to one. */
  node: z.string().optional(),
  /** A field of the node's config, dotted when deeper. */
  field: z.string().optional(),
  message: z.string(),
  /** What would mend it, in words. */
  fix: z.string().optional(),
});

/** See {@link issueSchema}. */
export type Issue = z.infer<typeof issueSchema>;
