import { z } from "zod";

const entrySchema = z.object({
  workspaceId: z.string(),
  seq: z.number().int(),
  at: z.coerce.date(),
  actor: z.unknown(),
  action: z.string(),
  noun: z.string(),
  nounId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  prevHash: z.string(),
  hash: z.string(),
});

/** A line of an exported audit log as the chain's check wants it, or undefined where it is none. */
export function readExportedEntry(line: string): z.infer<typeof entrySchema> | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
