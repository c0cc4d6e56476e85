import { z } from "zod";
import { roles } from "#lib/access/permissions.ts";
import { defineContract } from "#lib/api/contract.ts";
import { pageOf, pageQuery } from "#lib/api/pagination.ts";

/** One mutation with who made it and what it changed. */
export const auditEntrySchema = z.object({
  id: z.uuid(),
  seq: z.number().int(),
  at: z.string(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string(), role: z.enum(roles) }),
  action: z.string(),
  noun: z.string(),
  nounId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  prevHash: z.string(),
  hash: z.string(),
});

/** Lists the audit log, newest first. */
export const listAuditContract = defineContract({
  method: "GET",
  path: "/api/v1/audit",
  summary: "List the audit log, newest first",
  tag: "Audit",
  query: pageQuery.extend({ noun: z.string().max(100).optional(), nounId: z.string().max(200).optional() }),
  response: pageOf(auditEntrySchema),
});
