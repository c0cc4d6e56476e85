import { z } from "zod";
import {
  checkSchema,
  resultStatuses,
  suiteCaseSchema,
  suiteLimits,
  suiteNameSchema,
  suiteRunStatuses,
  writeModes,
} from "#lib/suites/suite-case.ts";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";

const tag = "Suites";
const byId = z.strictObject({ id: z.uuid() });
const byCase = z.strictObject({ id: z.uuid(), caseId: z.uuid() });

const passRate = z.object({
  passed: z.number(),
  failed: z.number(),
  /** The share with its 95 % interval (Wilson); null while nothing is scored. */
  rate: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
});

const score = z.object({
  total: z.number(),
  done: z.number(),
  errored: z.number(),
  overall: passRate,
  heldOut: passRate,
  tuned: passRate,
  tags: z.array(passRate.extend({ tag: z.string() })),
});

/** A suite run with its score, without its results. */
export const suiteRunSchema = z.object({
  id: z.string(),
  suiteId: z.string(),
  blueprintId: z.string(),
  version: z.number().nullable(),
  agentNodeId: z.string().nullable(),
  writes: z.enum(writeModes),
  cause: z.enum(["person", "publish"]),
  startedBy: z.string(),
  status: z.enum(suiteRunStatuses),
  error: z.string().nullable(),
  score,
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});

const resultSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  case: suiteCaseSchema,
  status: z.enum(resultStatuses),
  checks: z.array(checkSchema),
  error: z.string().nullable(),
  /** The runs of the case, one for each message. */
  runIds: z.array(z.string()),
  turns: z.number().nullable(),
  costUsd: z.number().nullable(),
  durationMs: z.number().nullable(),
});

/** A suite as lists and pages show it. */
export const suiteSchema = z.object({
  id: z.string(),
  blueprintId: z.string(),
  name: z.string(),
  description: z.string(),
  agentNodeId: z.string().nullable(),
  writes: z.enum(writeModes),
  runOnPublish: z.boolean(),
  caseCount: z.number(),
  latest: suiteRunSchema.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A case with its id. */
export const storedCaseSchema = suiteCaseSchema.extend({ id: z.string() }).strip();

const fields = {
  name: suiteNameSchema,
  description: z.string().max(2000),
  agentNodeId: z.string().min(1).max(64).nullable(),
  writes: z.enum(writeModes),
  runOnPublish: z.boolean(),
};

const cases = z.array(suiteCaseSchema).max(suiteLimits.cases);

/** Routes of suites, their cases and their runs. */
export const suiteContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/suites",
    summary: "List suites, newest first, each with its latest run",
    tag,
    query: pageQuery.extend({
      blueprintId: z.uuid().optional(),
      agentNodeId: z.string().max(64).optional(),
    }),
    response: pageOf(suiteSchema),
  }),
  create: defineContract({
    method: "POST",
    path: "/api/v1/suites",
    summary: "Create a suite of a blueprint, or with `agentNodeId` of one of its agents",
    tag,
    status: 201,
    idempotent: true,
    maxBodyBytes: 8 * 1024 * 1024,
    body: z.strictObject({
      blueprintId: z.string().min(1).max(120),
      name: fields.name,
      description: fields.description.default(""),
      agentNodeId: fields.agentNodeId.default(null),
      writes: fields.writes.default("simulate"),
      runOnPublish: fields.runOnPublish.default(false),
      cases: cases.default([]),
    }),
    response: suiteSchema,
  }),
  get: defineContract({
    method: "GET",
    path: "/api/v1/suites/{id}",
    summary: "One suite",
    tag,
    params: byId,
    response: suiteSchema,
  }),
  update: defineContract({
    method: "PATCH",
    path: "/api/v1/suites/{id}",
    summary: "Change a suite",
    tag,
    params: byId,
    body: z.strictObject(fields).partial(),
    response: suiteSchema,
  }),
  remove: defineContract({
    method: "DELETE",
    path: "/api/v1/suites/{id}",
    summary: "Delete a suite with its cases and results; its runs stay",
    tag,
    status: 204,
    params: byId,
    response: z.void(),
  }),
  cases: defineContract({
    method: "GET",
    path: "/api/v1/suites/{id}/cases",
    summary: "The cases of a suite in their order",
    tag,
    params: byId,
    query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(suiteLimits.cases).default(200) }),
    response: pageOf(storedCaseSchema),
  }),
  addCase: defineContract({
    method: "POST",
    path: "/api/v1/suites/{id}/cases",
    summary: "Add a case",
    tag,
    status: 201,
    idempotent: true,
    params: byId,
    body: suiteCaseSchema,
    response: storedCaseSchema,
  }),
  replaceCase: defineContract({
    method: "PUT",
    path: "/api/v1/suites/{id}/cases/{caseId}",
    summary: "Replace what a case says and expects",
    tag,
    params: byCase,
    body: suiteCaseSchema,
    response: storedCaseSchema,
  }),
  removeCase: defineContract({
    method: "DELETE",
    path: "/api/v1/suites/{id}/cases/{caseId}",
    summary: "Delete a case; results of earlier runs keep their copy",
    tag,
    status: 204,
    params: byCase,
    response: z.void(),
  }),
  exportCases: defineContract({
    method: "GET",
    path: "/api/v1/suites/{id}/cases/export",
    summary: "Download the cases as JSON or CSV",
    tag,
    params: byId,
    query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }),
    response: z.object({ cases }),
  }),
  importCases: defineContract({
    method: "POST",
    path: "/api/v1/suites/{id}/cases/import",
    summary: "Add cases from JSON or CSV, or replace all; one wrong case refuses the whole import",
    tag,
    params: byId,
    maxBodyBytes: 8 * 1024 * 1024,
    body: z
      .strictObject({
        cases: cases.optional(),
        csv: z.string().max(8_000_000).optional(),
        replace: z.boolean().default(false),
      })
      .refine((body) => (body.cases === undefined) !== (body.csv === undefined), "Give either cases or csv."),
    response: z.object({ imported: z.number() }),
  }),
  start: defineContract({
    method: "POST",
    path: "/api/v1/suites/{id}/runs",
    summary: "Run every case of a suite against the draft, the live version or a numbered one",
    tag,
    status: 202,
    idempotent: true,
    params: byId,
    body: z.strictObject({
      version: z
        .union([z.enum(["live", "draft"]), z.number().int().min(1).max(2_147_483_647)])
        .default("draft"),
    }),
    response: suiteRunSchema,
  }),
  runs: defineContract({
    method: "GET",
    path: "/api/v1/suites/{id}/runs",
    summary: "Runs of a suite, newest first, each with its score",
    tag,
    params: byId,
    query: pageQuery,
    response: pageOf(suiteRunSchema),
  }),
  history: defineContract({
    method: "GET",
    path: "/api/v1/suites/{id}/history",
    summary: "The pass rate of each version tested, newest version first; `version` null is the draft",
    tag,
    params: byId,
    response: z.object({
      items: z.array(
        z.object({
          version: z.number().nullable(),
          suiteRunId: z.string(),
          finishedAt: z.string(),
          score,
        }),
      ),
    }),
  }),
  getRun: defineContract({
    method: "GET",
    path: "/api/v1/suite-runs/{id}",
    summary: "One suite run with the result of every case",
    tag,
    perMinute: 60_000,
    params: byId,
    response: suiteRunSchema.extend({ results: z.array(resultSchema) }),
  }),
  cancelRun: defineContract({
    method: "POST",
    path: "/api/v1/suite-runs/{id}/cancel",
    summary: "Stop a suite run and the runs of its cases",
    tag,
    params: byId,
    response: suiteRunSchema,
  }),
  compare: defineContract({
    method: "GET",
    path: "/api/v1/suite-runs/{id}/compare",
    summary: "Which cases went otherwise than in another run of the same suite, `with`",
    tag,
    params: byId,
    query: z.strictObject({ with: z.uuid() }),
    response: z.object({
      before: suiteRunSchema,
      after: suiteRunSchema,
      flips: z.array(
        z.object({
          caseId: z.string(),
          title: z.string(),
          before: z.enum(resultStatuses).nullable(),
          after: z.enum(resultStatuses).nullable(),
          change: z.enum(["fixed", "broken", "added", "removed", "other"]),
        }),
      ),
    }),
  }),
  propose: defineContract({
    method: "GET",
    path: "/api/v1/runs/{id}/case",
    summary: "A case made from a finished run: its input and expectations that hold for what it did",
    tag,
    params: byId,
    response: suiteCaseSchema,
  }),
};
