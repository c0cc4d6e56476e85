import { z } from "zod";
import { isMailAddress } from "#lib/abilities/send-email/addresses.ts";
import { parseAllowedHost } from "#lib/foundation/allowed-host.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { isTimeZone } from "#lib/foundation/time-zone.ts";
import { modelSettingsSchema } from "#lib/models/model-settings.ts";

const allowedHost = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9.:[\]*-]+$/, "Give a host name, without scheme or path.");
const allowedHosts = z.array(allowedHost).max(100);
const readableHosts = z
  .array(
    allowedHost.superRefine((entry, context) => {
      try {
        parseAllowedHost(entry);
      } catch (caught) {
        if (!(caught instanceof AppError)) throw caught;
        context.addIssue({ code: "custom", message: caught.message });
      }
    }),
  )
  .max(100);

const timeZone = z.string().max(60).refine(isTimeZone, "Give a time zone as in Europe/Berlin, or UTC.");

const secretName = z.string().trim().min(1, "Choose the secret.").max(120);

/** Where those who may decide approvals are written to outside the app; null where they are not. */
export const approvalNoticesSchema = z.strictObject({
  /** Receives `approval.requested`, `approval.reminder` and `approval.escalation`, signed with the secret. */
  webhook: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/, error: "Give an address that begins with https:// or http://." })
        .max(2000),
      secret: secretName,
    })
    .nullable()
    .default(null),
  /** Writes from this address through the mail server the secret names. */
  mail: z
    .strictObject({
      from: z.string().refine(isMailAddress, "Give one plain address such as name@example.com."),
      secret: secretName,
    })
    .nullable()
    .default(null),
});

/** What a workspace's owner sets: which models answer, and which private hosts may be reached. */
export const workspaceSettingsSchema = z.strictObject({
  models: modelSettingsSchema.prefault({}),
  egressAllowHosts: allowedHosts.default([]),
  /** Nothing leaves the own network, not even the question for a name. */
  localOnly: z.boolean().default(false),
  /** Where the workspace's days, weeks and months begin at midnight. */
  timeZone: z.string().default("UTC"),
  approvalNotices: approvalNoticesSchema.prefault({}),
});

/** A change of settings: what is left out stays as it is. */
export const workspaceSettingsChangeSchema = z.strictObject({
  models: modelSettingsSchema.optional(),
  egressAllowHosts: readableHosts.optional(),
  localOnly: z.boolean().optional(),
  timeZone: timeZone.optional(),
  approvalNotices: approvalNoticesSchema.optional(),
});

/** Parsed workspace settings, every default filled in. */
export type WorkspaceSettings = z.output<typeof workspaceSettingsSchema>;

/** See {@link workspaceSettingsChangeSchema}. */
export type WorkspaceSettingsChange = z.output<typeof workspaceSettingsChangeSchema>;
