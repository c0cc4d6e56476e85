import { z } from "zod";
import { roles } from "#lib/access/permissions.ts";
import { workspaceSettingsChangeSchema, workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf } from "#lib/api/pagination.ts";

/** The workspace with its settings, and the caller's role in it. */
export const workspaceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  settings: workspaceSettingsSchema,
  role: z.enum(roles),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** Lists the workspaces the caller can be in. */
export const listWorkspacesContract = defineContract({
  method: "GET",
  path: "/api/v1/workspaces",
  summary: "List the caller's workspaces",
  tag: "Workspaces",
  response: pageOf(z.object({ id: z.uuid(), name: z.string(), role: z.enum(roles), isCurrent: z.boolean() })),
});

/** Shows the workspace the caller is in. */
export const readWorkspaceContract = defineContract({
  method: "GET",
  path: "/api/v1/workspaces/current",
  summary: "Show the current workspace and its settings",
  tag: "Workspaces",
  response: workspaceSchema,
});

/** Changes the workspace's name or settings; what is left out stays. */
export const changeWorkspaceContract = defineContract({
  method: "PATCH",
  path: "/api/v1/workspaces/current",
  summary: "Change the current workspace's name or settings",
  tag: "Workspaces",
  body: z.strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    settings: workspaceSettingsChangeSchema.optional(),
  }),
  response: workspaceSchema,
});

/** Moves the signed-in browser to another of the person's workspaces. */
export const switchWorkspaceContract = defineContract({
  method: "POST",
  path: "/api/v1/workspaces/{id}/switch",
  summary: "Make another of one's workspaces the current one of this browser",
  tag: "Workspaces",
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({ id: z.uuid(), name: z.string() }),
});
