import { z } from "zod";
import { modelSettingsSchema } from "#lib/models/model-settings.ts";

const allowedHost = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9.:[\]*-]+$/, "Give a host name, without scheme or path.");
const allowedHosts = z.array(allowedHost).max(100);

/** What a workspace's owner sets: which models answer, and which private hosts may be reached. */
export const workspaceSettingsSchema = z.strictObject({
  models: modelSettingsSchema.prefault({}),
  egressAllowHosts: allowedHosts.default([]),
});

/** A change of settings: what is left out stays as it is. */
export const workspaceSettingsChangeSchema = z.strictObject({
  models: modelSettingsSchema.optional(),
  egressAllowHosts: allowedHosts.optional(),
});

/** Parsed workspace settings, every default filled in. */
export type WorkspaceSettings = z.output<typeof workspaceSettingsSchema>;

/** See {@link workspaceSettingsChangeSchema}. */
export type WorkspaceSettingsChange = z.output<typeof workspaceSettingsChangeSchema>;
