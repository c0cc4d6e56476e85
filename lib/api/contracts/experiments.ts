import { z } from "zod";
import { experimentDefinition } from "#lib/nodes/experiment/definition.ts";
import { defineContract } from "../contract.ts";
import { pageOf, pageQuery } from "../pagination.ts";

const tag = "Experiments";
const byId = z.strictObject({ id: z.uuid() });

/** Where an experiment stands. */
export const experimentStatuses = ["draft", "running", "paused", "decided", "stopped"] as const;

/** Which variant was published, by whom, and what it took the place of. */
export const decisionSchema = z.object({
  variantId: z.string(),
  label: z.string(),
  by: z.string(),
  automatic: z.boolean(),
  note: z.string(),
  /** The version that carries the winner, and the one that was live before: restore it to take the decision back. */
  version: z.number(),
  previousVersion: z.number().nullable(),
  evidence: z.string(),
});

const range = { low: z.number(), high: z.number() };

const resultSchema = z.object({
  variants: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      isControl: z.boolean(),
      weight: z.number(),
      contacts: z.number(),
      counted: z.number(),
      runs: z.number(),
      failed: z.number(),
      costUsd: z.number().nullable(),
      seconds: z.number().nullable(),
      value: z.number().nullable(),
      interval: z.object(range).nullable(),
      lift: z
        .object({ difference: z.number(), relative: z.number().nullable(), ...range, p: z.number() })
        .nullable(),
      chanceToBeBest: z.number().nullable(),
      breaks: z.array(z.string()),
    }),
  ),
  metric: z.object({ isShare: z.boolean(), better: z.enum(["up", "down"]) }),
  sampleRatio: z.object({ p: z.number(), mismatch: z.boolean() }).nullable(),
  verdict: z.enum(["collecting", "open", "winner", "control", "mismatch"]),
  winner: z.string().nullable(),
  why: z.string(),
});

const summarySchema = z.object({
  id: z.string(),
  blueprintId: z.string(),
  nodeId: z.string(),
  title: z.string(),
  status: z.enum(experimentStatuses),
  version: z.number(),
  decision: decisionSchema.nullable(),
  /** Why its winner could not be published by itself, and when that is tried again. */
  problem: z
    .object({ message: z.string(), since: z.string(), tries: z.number(), againAt: z.string() })
    .nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

const experimentSchema = summarySchema.extend({
  settings: experimentDefinition.config,
  /** Contacts each variant needs for a rate, with 80 % power, counted once at the end. */
  needed: z.number().nullable(),
  results: resultSchema,
});

/** Routes of experiments. */
export const experimentContracts = {
  list: defineContract({
    method: "GET",
    path: "/api/v1/experiments",
    summary: "List experiments, newest first",
    tag,
    query: pageQuery.extend({
      blueprintId: z.uuid().optional(),
      status: z.enum(experimentStatuses).optional(),
    }),
    response: pageOf(summarySchema),
  }),
  get: defineContract({
    method: "GET",
    path: "/api/v1/experiments/{id}",
    summary: "An experiment with its figures, intervals and what they allow to say",
    tag,
    params: byId,
    response: experimentSchema,
  }),
  change: defineContract({
    method: "POST",
    path: "/api/v1/experiments/{id}/status",
    summary: "Start, pause, resume or stop an experiment; starting one that ended opens a new round",
    tag,
    params: byId,
    body: z.strictObject({ action: z.enum(["start", "pause", "resume", "stop"]) }),
    response: experimentSchema,
  }),
  promote: defineContract({
    method: "POST",
    path: "/api/v1/experiments/{id}/promote",
    summary: "Publish a variant as the next version, without the experiment",
    tag,
    params: byId,
    body: z.strictObject({ variantId: z.string().min(1).max(64), note: z.string().max(1000).default("") }),
    response: experimentSchema,
  }),
  runs: defineContract({
    method: "GET",
    path: "/api/v1/experiments/{id}/runs",
    summary: "The runs behind the figures of one variant",
    tag,
    params: byId,
    query: pageQuery.extend({ variantId: z.string().min(1).max(64) }),
    response: pageOf(
      z.object({
        id: z.string(),
        status: z.string(),
        text: z.string().nullable(),
        verdict: z.string().nullable(),
        createdAt: z.string(),
      }),
    ),
  }),
};
