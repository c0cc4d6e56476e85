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

/** Streams the whole log, oldest first, one entry a line, as `npm run audit:verify -- FILE` reads it. */
export const exportAuditContract = defineContract({
  method: "GET",
  path: "/api/v1/audit/export",
  summary: "Export the audit log, oldest first, as JSON lines (application/jsonl)",
  tag: "Audit",
  response: z.string(),
});

/** Checks the chain of entries and the logs of runs it holds the digests of. */
export const verifyAuditContract = defineContract({
  method: "GET",
  path: "/api/v1/audit/verification",
  summary: "Check that no entry, and no log of a run, was changed since it was written",
  tag: "Audit",
  perMinute: 10,
  response: z.object({
    ok: z.boolean(),
    entries: z.number().int(),
    runs: z.object({
      unchanged: z.number().int(),
      gone: z.number().int().describe("Deleted since, with their blueprint."),
    }),
    flaw: z.object({ seq: z.number().int(), reason: z.string() }).nullable(),
  }),
});

/** Where the log of a run stands in the audit log. */
export const readSealContract = defineContract({
  method: "GET",
  path: "/api/v1/runs/{id}/seal",
  summary: "Read whether a run's log is bound into the audit log, and unchanged since",
  tag: "Audit",
  params: z.strictObject({ id: z.uuid() }),
  response: z.object({
    state: z
      .enum(["open", "sealed", "changed"])
      .describe("Open until the run has ended and the next round, at most seconds later, has sealed it."),
    entry: z.number().int().nullable().describe("Number of the entry of the audit log."),
    events: z.number().int(),
    digest: z.string().nullable().describe("SHA-256 of the log, in hexadecimal."),
  }),
});
