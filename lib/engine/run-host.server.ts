import "server-only";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { claimAction, settleAction } from "#db/queries/action-ledger.server.ts";
import { listMemories } from "#db/queries/memories.server.ts";
import { expireApproval, expireHandoff, openApproval, openHandoff } from "#db/queries/people.server.ts";
import { finishRun, setRunStatus } from "#db/queries/run-work.server.ts";
import { readHistory } from "#db/queries/runs.server.ts";
import { redactSecrets } from "#lib/access/redact.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import type { WorkspaceSettings } from "#lib/access/workspace-settings.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { searchDataset } from "#lib/knowledge/search.server.ts";
import { resolveModels } from "#lib/models/resolve-model.server.ts";
import { runTurn } from "#lib/models/run-turn.server.ts";
import type { Egress } from "#lib/net/egress.server.ts";
import type { RunHost, RunInput } from "#lib/runtime/host.ts";
import { abilityDoors } from "./ability-doors.server.ts";
import { whileDatabaseReturns } from "./database-retry.server.ts";
import type { DurableEngine } from "./engine.ts";
import { openRunLog } from "./event-log.server.ts";
import { summarizeOutcomes } from "./summarize-outcomes.ts";

/** What a host is made from. */
export type HostParts = {
  engine: DurableEngine;
  pool: Pool;
  database: Database;
  egress: Egress;
  settings: WorkspaceSettings;
  workspaceId: string;
  workerId: string;
  input: RunInput;
  signal: AbortSignal;
};

/** The interpreter's host over PostgreSQL and a durable engine. */
export function createRunHost(parts: HostParts): RunHost {
  const { engine, pool, database, egress, settings, workspaceId, input, signal } = parts;
  const { runId } = input;
  const eventLog = openRunLog(pool, workspaceId, runId);
  // What a run has read of its secrets never reaches its log, its stored steps or the ledger.
  const secretsRead = new Map<string, { name: string; value: string }>();
  const redact = <T>(value: T): T =>
    secretsRead.size === 0 ? value : redactSecrets(value, [...secretsRead.values()]);
  const secret = async (name: string) => {
    const value = await readSecret(database, workspaceId, name);
    if (value !== undefined) secretsRead.set(name, { name, value });
    return value;
  };
  const doors = { pool, database, egress, workspaceId, blueprintId: input.blueprintId, runId, secret };
  const stopIfCancelled = (cancelRequested: boolean) => {
    if (cancelRequested || signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
  };
  return {
    signal,
    now: Date.now,
    emit: eventLog.emit,
    live: eventLog.live,
    step: (name, work) =>
      engine.step(name, async () => {
        const { cancelRequested } = await whileDatabaseReturns(eventLog.flush);
        stopIfCancelled(cancelRequested);
        return redact(await whileDatabaseReturns(work));
      }),
    waitFor: engine.waitFor,
    history: (limit) => readHistory(pool, input.conversationId, runId, limit),
    search: (dataset, version, query, limit) =>
      searchDataset(database, workspaceId, dataset, version, query, limit),
    memory: {
      read: async (place, key, limit) => {
        const at = { blueprintId: input.blueprintId, scope: place.scope, scopeId: place.scopeId };
        const found = await listMemories(database, workspaceId, at, {
          ...(key === null ? {} : { key }),
          limit,
        });
        return found.map((one) => ({
          key: one.key,
          value: one.value,
          updatedAt: one.updatedAt.toISOString(),
        }));
      },
    },
    turn: async (request) => {
      const models = await resolveModels(request.model, request.fallbacks, settings.models, {
        secret,
        fetch: egress.asFetch(),
      });
      try {
        return await runTurn({
          models,
          system: request.system,
          messages: request.messages,
          tools: request.tools,
          signal,
          totalTimeoutMs: request.timeoutMs,
          onDelta: (delta) => request.onDelta(delta.kind, redact(delta.text)),
          onDiscard: eventLog.discardLive,
        });
      } finally {
        await eventLog.settleLive();
      }
    },
    action: {
      claim: async (action) => {
        const entry = await claimAction(pool, { workspaceId, runId, ...action });
        if (entry.status === "succeeded") return { state: "done", result: entry.result, undo: entry.undo };
        return entry.fresh ? { state: "fresh" } : { state: "interrupted" };
      },
      settle: (key, end) => settleAction(pool, runId, key, redact(end)),
      context: (key, place, actionSignal) => abilityDoors(doors, key, place, actionSignal),
    },
    approval: {
      request: (approval) =>
        openApproval(pool, {
          workspaceId,
          runId,
          nodeId: approval.nodeId,
          actionId: approval.actionId,
          request: { title: approval.title, reason: approval.reason, arguments: approval.arguments },
          expiresAt: new Date(Date.now() + approval.timeoutMs),
        }),
      expire: (id) => expireApproval(pool, id),
    },
    handoff: {
      request: (handoff) => openHandoff(pool, { workspaceId, runId, ...handoff }),
      expire: (id) => expireHandoff(pool, id),
    },
    status: (status) => setRunStatus(pool, runId, parts.workerId, status),
    finish: async (verdict) => {
      const queued = eventLog.drain();
      const outcome = summarizeOutcomes(verdict.outcomes);
      const run = { id: runId, workspaceId, blueprintId: input.blueprintId, workerId: parts.workerId };
      await engine.step("finish", () => {
        const durationMs = Date.now() - Date.parse(input.startedAt);
        const events = queued.map((one) =>
          one.event.type === "run.finished" ? { ...one, event: { ...one.event, durationMs } } : one,
        );
        return whileDatabaseReturns(() => finishRun(pool, run, events, { ...verdict, outcome }));
      });
    },
  };
}
