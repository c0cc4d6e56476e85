import { z } from "zod";
import { type NodeKind, nodeKinds } from "#lib/nodes/definitions.ts";
import { defineContract } from "../contract.ts";

const tag = "Presets";
const name = z.string().trim().min(1).max(80);
const params = z.strictObject({ id: z.uuid() });

const presetSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  config: z.record(z.string(), z.unknown()),
  createdBy: z.string(),
  createdAt: z.string(),
  /** Why this build cannot place it; null when it can. */
  problem: z.string().nullable(),
});

/** The most presets a workspace may keep. */
export const mostPresets = 200;

/** Routes of the configured nodes a workspace keeps by name. */
export const presetContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/presets",
    summary: "The configured nodes this workspace keeps by name",
    tag,
    response: z.object({ items: z.array(presetSchema) }),
  }),
  create: defineContract({
    method: "POST",
    path: "/api/v1/presets",
    summary: "Keep a configured node by name; the secrets it uses are left out",
    tag,
    body: z.strictObject({
      name,
      kind: z.enum(nodeKinds as [NodeKind, ...NodeKind[]]),
      config: z.record(z.string(), z.unknown()),
    }),
    response: presetSchema,
    status: 201,
    idempotent: true,
  }),
  rename: defineContract({
    method: "PATCH",
    path: "/api/v1/presets/{id}",
    summary: "Give a preset another name",
    tag,
    params,
    body: z.strictObject({ name }),
    response: presetSchema,
  }),
  remove: defineContract({
    method: "DELETE",
    path: "/api/v1/presets/{id}",
    summary: "Delete a preset; the nodes made from it stay",
    tag,
    params,
    response: z.void(),
    status: 204,
  }),
};
