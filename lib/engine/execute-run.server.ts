import "server-only";
import type { Pool } from "pg";
import { database, databasePool } from "#db/client.server.ts";
import { finishRun, lastEventNumber, type RunToWork, readRunToWork } from "#db/queries/run-work.server.ts";
import { type WorkspaceSettings, workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { type Blueprint, blueprintSchema } from "#lib/blueprint/schema.ts";
import { env } from "#lib/foundation/env.server.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";
import { createEgress } from "#lib/net/egress.server.ts";
import { nodeExecutor } from "#lib/nodes/executors.server.ts";
import type { RunInput } from "#lib/runtime/host.ts";
import { runBlueprint } from "#lib/runtime/run-blueprint.ts";
import { isPassingOutage, whileDatabaseReturns } from "./database-retry.server.ts";
import type { DurableEngine } from "./engine.ts";
import { createRunHost } from "./run-host.server.ts";

const versions = new Map<string, Blueprint>();
const mostVersions = 200;

/** Executes one run to its end on a durable engine. Whatever goes wrong, the run ends in a terminal state. */
export async function executeRun(
  runId: string,
  engine: DurableEngine,
  workerId: string,
  signal: AbortSignal,
): Promise<void> {
  const pool = databasePool();
  const run = await whileDatabaseReturns(() => readRunToWork(pool, runId));
  if (!run) return;
  try {
    const settings = workspaceSettingsSchema.parse(run.settings);
    const input = inputOf(runId, run);
    const host = createRunHost({
      engine,
      pool,
      database: database(),
      egress: egressOf(settings),
      settings,
      workspaceId: run.workspaceId,
      workerId,
      signal,
      input,
    });
    await runBlueprint(host, input, nodeExecutor);
  } catch (caught) {
    if (isPassingOutage(caught)) throw caught;
    await failRun(pool, runId, run, workerId, caught);
  }
}

function inputOf(runId: string, run: RunToWork): RunInput {
  return {
    runId,
    blueprintId: run.blueprintId,
    version: run.version,
    document: documentOf(run),
    triggerNodeId: run.trigger.nodeId,
    text: run.trigger.text,
    event: run.trigger.event,
    conversationId: run.conversationId,
    contact: run.contact,
    startedAt: run.createdAt.toISOString(),
  };
}

// A published version never changes, so it is parsed once a process.
function documentOf(run: RunToWork): Blueprint {
  const key = run.version === null ? null : `${run.blueprintId} ${run.version}`;
  const known = key === null ? undefined : versions.get(key);
  if (known) return known;
  const parsed = blueprintSchema.safeParse(run.document);
  if (!parsed.success)
    throw new AppError("blueprint_invalid", "The blueprint this run belongs to can no longer be read.");
  if (key !== null) {
    if (versions.size >= mostVersions) versions.clear();
    versions.set(key, parsed.data);
  }
  return parsed.data;
}

function egressOf(settings: WorkspaceSettings) {
  return createEgress({
    allowHosts: settings.egressAllowHosts,
    allowLoopback: env().AIMWRIGHT_ALLOW_LOOPBACK_EGRESS,
  });
}

async function failRun(
  pool: Pool,
  runId: string,
  run: RunToWork,
  workerId: string,
  caught: unknown,
): Promise<void> {
  const error = toAppError(caught);
  log().error({ err: caught, runId }, "a run failed unexpectedly");
  const failure = { code: error.code, message: error.message };
  const usage = { inputTokens: 0, outputTokens: 0, costUsd: 0 };
  await whileDatabaseReturns(async () => {
    const seq = (await lastEventNumber(pool, runId)) + 1;
    const now = new Date();
    await finishRun(
      pool,
      { id: runId, workspaceId: run.workspaceId, blueprintId: run.blueprintId, workerId },
      [
        {
          seq,
          at: now.toISOString(),
          event: {
            type: "run.finished",
            status: "failed",
            answer: null,
            error: failure,
            usage,
            durationMs: now.getTime() - run.createdAt.getTime(),
          },
        },
      ],
      { status: "failed", answer: null, error: failure, usage, outcome: null, outcomes: [] },
    );
  });
}
