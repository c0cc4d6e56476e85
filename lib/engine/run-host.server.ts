import "server-only";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { claimAction, settleAction } from "#db/queries/action-ledger.server.ts";
import { readCheckpoint } from "#db/queries/checkpoints.server.ts";
import { listMemories } from "#db/queries/memories.server.ts";
import { expireApproval, expireHandoff, openApproval, openHandoff } from "#db/queries/people.server.ts";
import { setRunStatus } from "#db/queries/run-work.server.ts";
import { readHistory, readPastOutcomes } from "#db/queries/runs.server.ts";
import { redactSecrets } from "#lib/access/redact.ts";
import { readSecret } from "#lib/access/secrets.server.ts";
import type { WorkspaceSettings } from "#lib/access/workspace-settings.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { searchDataset } from "#lib/knowledge/search.server.ts";
import { windowOf } from "#lib/models/context-windows.ts";
import { embedTexts } from "#lib/models/embed-texts.server.ts";
import { resolveModels } from "#lib/models/resolve-model.server.ts";
import { costOf } from "#lib/models/run-turn.server.ts";
import type { Egress } from "#lib/net/egress.server.ts";
import { nestedFetch } from "#lib/net/nested-fetch.ts";
import type { RunHost, RunInput } from "#lib/runtime/host.ts";
import { abilityDoors } from "./ability-doors.server.ts";
import { openAnswerCache } from "./answer-cache.server.ts";
import { openBreakpoints } from "./breakpoints.server.ts";
import { endRun } from "./end-run.server.ts";
import type { DurableEngine } from "./engine.ts";
import { enrolIn } from "./enrol.server.ts";
import { forkedEngine } from "./fork-engine.ts";
import type { Fork } from "./fork-of.server.ts";
import { openLiveText } from "./live-text.server.ts";
import { type LoggedEvent, openRunJournal, type StepResult } from "./run-journal.server.ts";
import { openRunMeter } from "./run-meter.server.ts";
import { summarizeOutcomes } from "./summarize-outcomes.ts";
import { listenForDecision, teamDoors } from "./team-doors.server.ts";

/** What a host is made from. */
export type HostParts = {
  waits: Pick<DurableEngine, "waitFor" | "pause">;
  /** Results of an earlier attempt, by the name of the step. */
  stored: ReadonlyMap<string, StepResult>;
  /** Numbers of the events an earlier attempt stored, with the delegation each happened in. */
  logged?: readonly LoggedEvent[];
  pool: Pool;
  database: Database;
  egress: Egress;
  settings: WorkspaceSettings;
  workspaceId: string;
  workerId: string;
  input: RunInput;
  signal: AbortSignal;
  /** True for an evaluation that changes nothing. */
  simulatesWrites: boolean;
  /** A test measures what the agent does, not what it did. */
  isEvaluation: boolean;
  /** How often the workspace's budgets had changed when the run was claimed; 0 where it never had one. */
  budgetEpoch: number;
  /** No run came before this one in its conversation. */
  opensConversation: boolean;
  /** For a fork: its parent's past is its own, and its actions may be simulated. */
  fork?: Fork;
};

/** The interpreter's host over PostgreSQL and a durable engine. */
export function createRunHost(parts: HostParts): RunHost {
  const { waits, pool, database, egress, settings, workspaceId, input, signal } = parts;
  const { runId } = input;
  // What a run has read of its secrets never reaches its log, its stored steps or the ledger.
  const secretsRead = new Map<string, { name: string; value: string }>();
  const redact = <T>(value: T): T =>
    secretsRead.size === 0 ? value : redactSecrets(value, [...secretsRead.values()]);
  const journal = openRunJournal(
    pool,
    { id: runId, workspaceId, workerId: parts.workerId },
    parts.stored,
    redact,
    parts.logged,
  );
  const live = openLiveText(pool, runId);
  const secret = async (name: string) => {
    const value = await readSecret(database, workspaceId, name);
    if (value !== undefined) secretsRead.set(name, { name, value });
    return value;
  };
  const past = {
    conversationId: parts.fork?.conversationId ?? input.conversationId,
    beforeRun: parts.fork?.parentId ?? runId,
    isEmpty: parts.opensConversation && !parts.fork,
  };
  const models = { secret, fetch: nestedFetch(egress.asFetch(), input.depth ?? 0) };
  const meter = openRunMeter(
    pool,
    database,
    {
      workspaceId,
      runId,
      ownerId: runId,
      blueprintId: input.blueprintId,
      contact: input.contact.id ?? (input.contact.key === "" ? null : input.contact.key),
      timeZone: settings.timeZone,
    },
    parts.budgetEpoch,
    signal,
  );
  const embed = meter.embed((request) => embedTexts(request, settings.models, models), settings.models);
  const doors = {
    pool,
    database,
    egress,
    workspaceId,
    blueprintId: input.blueprintId,
    runId,
    conversationId: past.conversationId,
    triggerNodeId: input.triggerNodeId,
    version: input.version === null ? ("draft" as const) : ("live" as const),
    secret,
    embed,
  };
  const own: DurableEngine = {
    step: (name, work) =>
      journal.step(name, () => {
        if (signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
        return meter.step(name, work);
      }),
    waitFor: async (topic, timeoutMs) => {
      await journal.write();
      return waits.waitFor(topic, timeoutMs);
    },
    pause: async (ms) => {
      await journal.write();
      await waits.pause(ms);
    },
  };
  const engine = parts.fork ? forkedEngine(own, parts.fork.taken) : own;
  return {
    signal,
    simulatesWrites: parts.simulatesWrites,
    now: Date.now,
    emit: journal.emit,
    live: live.add,
    step: engine.step,
    waitFor: engine.waitFor,
    listen: (topic, timeoutMs, listening) => listenForDecision(pool, runId, topic, timeoutMs, listening),
    pause: engine.pause,
    history: async (limit, afterRun) =>
      past.isEmpty ? [] : await readHistory(pool, past.conversationId, past.beforeRun, limit, afterRun),
    checkpoint: async () =>
      past.isEmpty ? null : await readCheckpoint(pool, workspaceId, past.conversationId, past.beforeRun),
    windows: (refs) => Object.fromEntries(refs.map((ref) => [ref, windowOf(ref, settings.models)])),
    pastOutcomes: async (limit) => {
      const { blueprintId, contact } = input;
      if (contact.id === null) return [];
      const of = { workspaceId, blueprintId, contactId: contact.id, beforeRun: past.beforeRun };
      return readPastOutcomes(pool, of, limit);
    },
    search: (dataset, version, query, limit) =>
      searchDataset(database, workspaceId, { dataset, version, query, limit, signal }, embed),
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
      const wanted = await resolveModels(request.model, request.fallbacks, settings.models, models);
      try {
        const result = await meter.turn({
          nodeIds: request.nodeIds ?? [],
          ...(request.letPast ? { letPast: request.letPast } : {}),
          resolve: (model) => resolveModels(model, [], settings.models, models),
          request: {
            models: wanted,
            system: request.system,
            messages: request.messages,
            tools: request.tools,
            ...(request.maxOutputTokens ? { maxOutputTokens: request.maxOutputTokens } : {}),
            signal: request.signal ? AbortSignal.any([signal, request.signal]) : signal,
            totalTimeoutMs: request.timeoutMs,
            onDelta: (delta) => request.onDelta(delta.kind, redact(delta.text)),
            onDiscard: () => {
              live.discard();
              request.onDiscard?.();
            },
          },
        });
        if (request.compareWith === undefined) return result;
        const [other] = await resolveModels(request.compareWith, [], settings.models, models);
        return { ...result, comparedUsd: other ? costOf(other, result.usage) : null };
      } finally {
        await live.settle();
      }
    },
    budget: meter.budget,
    ...(parts.fork || parts.isEvaluation || input.bypassesCache
      ? {}
      : {
          cache: openAnswerCache(
            pool,
            { workspaceId, blueprintId: input.blueprintId },
            embed,
            signal,
            redact,
          ),
        }),
    action: {
      claim: async (action) => {
        const entry = await claimAction(pool, { workspaceId, runId, ...action });
        if (entry.status === "succeeded") return { state: "done", result: entry.result, undo: entry.undo };
        return entry.fresh ? { state: "fresh" } : { state: "interrupted" };
      },
      settle: (key, end) => settleAction(pool, runId, key, redact(end)),
      context: (key, place, actionSignal, dry) => abilityDoors(doors, key, place, actionSignal, dry),
    },
    approval: {
      request: (approval) =>
        openApproval(pool, {
          workspaceId,
          runId,
          nodeId: approval.nodeId,
          actionId: approval.actionId,
          request: {
            title: approval.title,
            reason: approval.reason,
            arguments: approval.arguments,
            ...termsOf(approval, Date.now()),
          },
          expiresAt: new Date(Date.now() + approval.timeoutMs),
        }),
      expire: (id) => expireApproval(pool, id),
    },
    ...openBreakpoints(pool, { workspaceId, runId }, parts.isEvaluation ? undefined : input, parts.fork),
    handoff: {
      request: (handoff) => openHandoff(pool, { workspaceId, runId, ...handoff }),
      expire: (id) => expireHandoff(pool, id),
    },
    ...teamDoors(pool, { workspaceId, blueprintId: input.blueprintId, runId }),
    ...(parts.fork || parts.isEvaluation
      ? {}
      : { enrol: enrolIn(pool, { workspaceId, blueprintId: input.blueprintId, runId }) }),
    status: (status) => setRunStatus(pool, runId, parts.workerId, status),
    finish: async (verdict) => {
      const { events, steps } = journal.drain();
      const outcome = summarizeOutcomes(verdict.outcomes);
      const run = { id: runId, workspaceId, blueprintId: input.blueprintId, workerId: parts.workerId };
      const durationMs = Date.now() - Date.parse(input.startedAt);
      const timed = events.map((one) =>
        one.event.type === "run.finished" ? { ...one, event: { ...one.event, durationMs } } : one,
      );
      await endRun(
        pool,
        run,
        { events: timed, steps },
        { ...verdict, outcome, isFork: parts.fork !== undefined },
      );
    },
  };
}

// Moments instead of stretches of time, so that whoever reminds needs to know nothing of the run.
function termsOf(asked: Parameters<RunHost["approval"]["request"]>[0], now: number) {
  const { role, remindMs, escalate, form } = asked;
  const at = (ms: number) => new Date(now + ms).toISOString();
  return {
    ...(role && role !== "operator" ? { role } : {}),
    ...(remindMs ? { remindAt: at(remindMs) } : {}),
    ...(form && form.length > 0 ? { form } : {}),
    ...(escalate ? { escalateAt: at(escalate.afterMs), escalateTo: escalate.to } : {}),
  };
}
