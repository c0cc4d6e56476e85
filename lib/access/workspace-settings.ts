import { z } from "zod";
import { modelSettingsSchema } from "#lib/models/model-settings.ts";

/** What a workspace's owner sets: which models answer, and which private hosts may be reached. */
export const workspaceSettingsSchema = z.strictObject({
  models: modelSettingsSchema.prefault({}),
  egressAllowHosts: z
    .array(z.string().trim().toLowerCase().min(1).max(253).regex(/^[a-z0-9.:[\]*-]+$/, "Give a host name, without scheme or path."))
    .max(100)
    .default([]),
});

/** Parsed workspace settings, every default filled in. */
export type WorkspaceSettings = z.output<typeof workspaceSettingsSchema>;
