import { z } from "zod";
import { issueSchema } from "#lib/blueprint/issue.ts";
import { blueprintSchema } from "#lib/blueprint/schema.ts";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";

const tag = "Blueprints";
const document = z.custom<z.output<typeof blueprintSchema>>(() => true);
const byId = z.strictObject({ id: z.string().min(1).max(120).describe("The blueprint's id or slug") });

const summary = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  liveVersion: z.number().nullable(),
  /** Rises with every save of the draft; send it back as `revision` to save. */
  revision: z.number(),
  /** True when the draft differs from what is live. */
  hasChanges: z.boolean(),
  updatedAt: z.string(),
  lastRun: z.object({ id: z.string(), status: z.string(), createdAt: z.string() }).nullable(),
});

const full = summary.extend({ document, issues: z.array(issueSchema) });

const version = z.object({
  number: z.number(),
  note: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  isLive: z.boolean(),
});

/** One difference between two documents. */
export const changeSchema = z.object({
  kind: z.enum(["added", "removed", "changed"]),
  what: z.enum(["node", "wire", "frame", "setting"]),
  id: z.string(),
  title: z.string(),
  /** For changed nodes: the fields that differ. */
  fields: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
});

/** What a document asks for, told before anything runs. */
export const importReportSchema = z.object({
  hosts: z.array(z.string()),
  secrets: z.array(z.string()),
  datasets: z.array(z.string()),
  tables: z.array(z.string()),
  abilities: z.array(z.string()),
  /** Agents pinned to a version of the blueprint the document comes from; here they follow the draft. */
  unpinned: z.array(z.object({ title: z.string(), version: z.number() })),
  missing: z.object({
    secrets: z.array(z.string()),
    datasets: z.array(z.string()),
    tables: z.array(z.string()),
  }),
  issues: z.array(issueSchema),
  /** The suites the file brings, with how many cases. */
  suites: z.array(
    z.object({ name: z.string(), cases: z.number(), keepsAgent: z.boolean(), wroteForReal: z.boolean() }),
  ),
});

/** Routes of blueprints and their versions. */
export const blueprintContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/blueprints",
    summary: "List blueprints, newest change first",
    tag,
    query: pageQuery,
    response: pageOf(summary),
  }),
  create: defineContract({
    method: "POST",
    path: "/api/v1/blueprints",
    summary: "Create a blueprint from a document, from a template, or empty",
    tag,
    status: 201,
    idempotent: true,
    maxBodyBytes: 8 * 1024 * 1024,
    body: z.strictObject({
      name: z.string().trim().min(1).max(200).optional(),
      template: z.string().max(64).optional(),
      document: blueprintSchema.optional(),
    }),
    response: full,
  }),
  get: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}",
    summary: "Read one",
    tag,
    params: byId,
    response: full,
  }),
  save: defineContract({
    method: "PUT",
    path: "/api/v1/blueprints/{id}",
    summary: "Save the draft; a stale revision is refused with 409",
    tag,
    params: byId,
    maxBodyBytes: 8 * 1024 * 1024,
    body: z.strictObject({ document: blueprintSchema, revision: z.number().int().min(1) }),
    response: full,
  }),
  remove: defineContract({
    method: "DELETE",
    path: "/api/v1/blueprints/{id}",
    summary: "Delete; runs stay readable",
    tag,
    params: byId,
    response: z.object({ id: z.string() }),
  }),
  validate: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/{id}/validate",
    summary: "Issues of the draft, or of a document given",
    tag,
    params: byId,
    maxBodyBytes: 8 * 1024 * 1024,
    body: z.strictObject({ document: blueprintSchema.optional() }),
    response: z.object({ issues: z.array(issueSchema) }),
  }),
  publish: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/{id}/publish",
    summary: "Publish the draft as the next version; issues of severity error refuse it with 422",
    tag,
    status: 201,
    idempotent: true,
    params: byId,
    body: z.strictObject({ note: z.string().max(500).default(""), revision: z.number().int().optional() }),
    response: z.object({ version: z.number(), issues: z.array(issueSchema) }),
  }),
  versions: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/versions",
    summary: "Published versions, newest first",
    tag,
    params: byId,
    response: z.object({ items: z.array(version) }),
  }),
  version: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/versions/{number}",
    summary: "One version with its document",
    tag,
    params: z.strictObject({ ...byId.shape, number: z.coerce.number().int().min(1) }),
    response: version.extend({ document }),
  }),
  restore: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/{id}/versions/{number}/restore",
    summary: "Make an earlier version the draft and publish it as the next version",
    tag,
    params: z.strictObject({ ...byId.shape, number: z.coerce.number().int().min(1) }),
    response: z.object({ version: z.number() }),
  }),
  diff: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/diff",
    summary:
      "What differs between two versions; for either, `draft` or `next`: the draft with its pinned agents, as publishing would store it",
    tag,
    params: byId,
    query: z.strictObject({ from: z.string().max(10), to: z.string().max(10) }),
    response: z.object({ changes: z.array(changeSchema) }),
  }),
  exported: defineContract({
    method: "GET",
    path: "/api/v1/blueprints/{id}/export",
    summary: "The draft as stable, sorted JSON, with its suites and cases under `suites` when it has some",
    tag,
    params: byId,
    query: z.strictObject({
      version: z.coerce.number().int().optional(),
      suites: z.enum(["true", "false"]).default("true"),
    }),
    response: z.unknown(),
  }),
  imported: defineContract({
    method: "POST",
    path: "/api/v1/blueprints/import",
    summary:
      "Report what a document asks for and which suites it brings; with `create` also store both. Runs nothing.",
    tag,
    status: 200,
    idempotent: true,
    maxBodyBytes: 8 * 1024 * 1024,
    body: z.strictObject({ document: z.unknown(), create: z.boolean().default(false) }),
    response: z.object({ report: importReportSchema, blueprint: summary.nullable() }),
  }),
};
