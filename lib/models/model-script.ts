import { z } from "zod";

const turn = z.strictObject({
  text: z.string().max(20_000).default(""),
  toolCalls: z
    .array(z.strictObject({ name: z.string().min(1).max(100), arguments: z.record(z.string(), z.json()) }))
    .max(20)
    .default([]),
});

/** Turns an author wrote down, answered in order within a run; `scripted/NAME` plays them. */
export const scriptSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "Use lower-case letters, digits and hyphens."),
  turns: z.array(turn).min(1).max(50),
});

/** A parsed {@link scriptSchema}. */
export type ModelScript = z.infer<typeof scriptSchema>;
