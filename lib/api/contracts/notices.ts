import { z } from "zod";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";

const tag = "Notices";

const notice = z.object({
  id: z.string(),
  runId: z.string(),
  blueprintName: z.string(),
  /** null where everybody is meant, or you alone. */
  role: z.string().nullable(),
  /** For you alone. */
  isPersonal: z.boolean(),
  /** The place on the run's page it speaks of. */
  anchor: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  createdAt: z.string(),
  /** When whoever asks read it. */
  readAt: z.string().nullable(),
});

/** A notice as its reader sees it. */
export type Notice = z.infer<typeof notice>;

/** Routes of the notices that runs leave for members. */
export const noticeContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/notices",
    summary: "Notices for you, newest first, and how many are unread",
    tag,
    query: pageQuery.extend({ unread: z.enum(["true", "false"]).optional() }),
    response: pageOf(notice).extend({ unread: z.number() }),
  }),
  markRead: defineContract({
    method: "POST",
    path: "/api/v1/notices/read",
    summary: "Mark notices read for yourself; without `ids` all of them",
    tag,
    body: z.strictObject({ ids: z.array(z.uuid()).max(500).optional() }),
    response: z.object({ marked: z.number(), unread: z.number() }),
  }),
};
