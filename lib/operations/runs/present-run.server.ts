import "server-only";
import { z } from "zod";
import type { StoredRun } from "#db/queries/runs.server.ts";
import { runSchema } from "#lib/api/contracts/runs.ts";

const trigger = z.object({ text: z.string().default(""), event: z.unknown().optional() });
const usage = runSchema.shape.usage.prefault({ inputTokens: 0, outputTokens: 0, costUsd: 0 });

/** A run as the API answers it; JSON columns are parsed here. */
export function presentRun(run: StoredRun): z.output<typeof runSchema> {
  const input = trigger.parse(run.trigger);
  return {
    id: run.id,
    blueprintId: run.blueprintId,
    blueprintName: run.blueprintName,
    conversationId: run.conversationId,
    contactId: run.contactId,
    version: run.version,
    purpose: runSchema.shape.purpose.parse(run.purpose),
    status: runSchema.shape.status.parse(run.status),
    input: {
      text: input.text,
      ...(input.event === null || input.event === undefined ? {} : { event: input.event }),
    },
    answer: run.answer,
    outcome: runSchema.shape.outcome.parse(run.outcome),
    usage: usage.parse(Object.keys(run.usage as object).length === 0 ? undefined : run.usage),
    error: runSchema.shape.error.parse(run.error),
    forkOf: run.forkOf,
    fork: runSchema.shape.fork.parse(run.fork),
    workerId: run.workerId,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    durationMs: run.finishedAt ? run.finishedAt.getTime() - run.createdAt.getTime() : null,
  };
}
