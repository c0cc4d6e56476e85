import "server-only";
import type { Pool } from "pg";
import { newId } from "#lib/foundation/ids.ts";
import { eventChannel, type NumberedEvent, storable } from "./run-log.server.ts";

/** What a run begins with. */
export type RunTrigger = {
  nodeId: string;
  text: string;
  event: unknown;
  /** The agent to begin at, past every trigger and rule. */
  agent?: string | undefined;
  /** Lets the run change nothing. */
  simulate?: boolean | undefined;
  /** The sender's own id of the message, by which a repeat is known. */
  messageId?: string;
  /** Earlier messages as the caller tells them; nothing here was said by us for certain. */
  told?: { text: string; answer: string }[];
  /** How many blueprints asked one another until this run began; none for a run that people or systems started. */
  depth?: number;
  /** Uses nothing that was kept and keeps nothing. */
  bypassesCache?: boolean;
  variants?: Record<string, string>;
  /** Where a run of the draft pauses: the abilities' nodes by moment. */
  breakpoints?: { before?: "all" | string[]; after?: "all" | string[] };
  /** Results that stand in for calls of a run of the draft, by the ability's node. */
  pinned?: Record<string, unknown>;
  /** Results a fork was given in place of its parent's, by the action's id. */
  supplied?: Record<string, { value: unknown; by: string }>;
  /** The node a run of the draft begins at. */
  from?: string;
  /** The contact as known then, kept with the run. */
  contact?: unknown;
};

/** Everything a worker needs of a run but its document, in the read that claims it. */
export type RunToWork = {
  id: string;
  workspaceId: string;
  blueprintId: string;
  version: number | null;
  /** The draft's snapshot; null where `version` names an immutable one. */
  document: unknown;
  trigger: RunTrigger;
  conversationId: string;
  /** No other run came before it in its conversation: there is no history to be read. */
  opensConversation: boolean;
  contact: { id: string | null; key: string; name: string; email: string };
  settings: unknown;
  /** How often the workspace's budgets have changed; 0 where it never had one. */
  budgetEpoch: number;
  createdAt: Date;
  /** `live`, or `evaluation` for a run of a test case. */
  purpose: string;
  forkOf: string | null;
  fork: unknown;
  /** Where a fork's earlier messages are. */
  parentConversationId: string | null;
};

const workColumns = `runs.id, runs.workspace_id AS "workspaceId", runs.blueprint_id AS "blueprintId", runs.version,
  runs.document, runs.trigger, runs.conversation_id AS "conversationId", runs.created_at AS "createdAt", runs.purpose,
  (SELECT settings FROM workspaces WHERE workspaces.id = runs.workspace_id) AS settings,
  (SELECT budget_epoch FROM workspaces WHERE workspaces.id = runs.workspace_id) AS "budgetEpoch",
  runs.fork_of AS "forkOf", runs.fork,
  NOT EXISTS (SELECT FROM runs earlier WHERE earlier.conversation_id = runs.conversation_id AND earlier.id < runs.id)
    AS "opensConversation",
  (SELECT parent.conversation_id FROM runs parent WHERE parent.id = runs.fork_of) AS "parentConversationId",
  coalesce(runs.trigger->'contact', (SELECT jsonb_build_object('id', c.id, 'key', c.key, 'name', c.name, 'email', c.email)
            FROM contacts c WHERE c.id = runs.contact_id AND c.workspace_id = runs.workspace_id),
           '{"id": null, "key": "", "name": "", "email": ""}') AS contact`;

/** Those of the given runs that somebody asked to cancel. */
export async function findCancelledRuns(pool: Pool, runIds: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: "find-cancelled-runs",
    text: "SELECT id FROM runs WHERE id = ANY($1::uuid[]) AND cancel_requested_at IS NOT NULL",
    values: [runIds],
  });
  return rows.map((row) => row.id);
}

/** Reads a run as its worker got it, without taking it; undefined when it is gone. */
export async function readRunToWork(pool: Pool, runId: string): Promise<RunToWork | undefined> {
  const { rows } = await pool.query<RunToWork>(`SELECT ${workColumns} FROM runs WHERE id = $1`, [runId]);
  return rows[0];
}

/** The stored results of a run's steps, in no order. */
export async function readRunSteps(pool: Pool, runId: string): Promise<{ name: string; result: unknown }[]> {
  const { rows } = await pool.query<{ name: string; result: unknown }>({
    name: "read-run-steps",
    text: "SELECT name, result FROM run_steps WHERE run_id = $1",
    values: [runId],
  });
  return rows;
}

/** Takes one queued run if it is still free. */
export async function claimRun(pool: Pool, workerId: string, runId: string): Promise<RunToWork | undefined> {
  const { rows } = await pool.query<RunToWork>({
    name: "claim-run",
    text: `UPDATE runs SET status = 'running', worker_id = $1, started_at = coalesce(started_at, now())
           WHERE id = $2 AND status = 'queued' RETURNING ${workColumns}`,
    values: [workerId, runId],
  });
  return rows[0];
}

/** Takes the oldest queued runs, at most `limit`, skipping those another worker is taking. */
export async function claimQueuedRuns(pool: Pool, workerId: string, limit: number): Promise<RunToWork[]> {
  const { rows } = await pool.query<RunToWork>({
    name: "claim-queued-runs",
    text: `UPDATE runs SET status = 'running', worker_id = $1, started_at = coalesce(started_at, now())
           WHERE id IN (SELECT id FROM runs WHERE status = 'queued' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
           RETURNING ${workColumns}`,
    values: [workerId, limit],
  });
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * Takes an unfinished run that was begun before, from whichever worker had it; undefined when it has ended or is gone.
 * From here on the former worker can write nothing more to its journal.
 */
export async function takeOverRun(
  pool: Pool,
  workerId: string,
  runId: string,
): Promise<
  | (RunToWork & { steps: { name: string; result: unknown }[]; logged: { seq: number; within: string }[] })
  | undefined
> {
  const taken = await pool.query<RunToWork>({
    name: "take-over-run",
    text: `UPDATE runs SET worker_id = $1, started_at = coalesce(started_at, now())
           WHERE id = $2 AND status IN ('queued', 'running', 'waiting') RETURNING ${workColumns}`,
    values: [workerId, runId],
  });
  const [run] = taken.rows;
  if (!run) return undefined;
  // Read after the take-over, never in one statement with it: what the former worker stored until then must be seen.
  const steps = await readRunSteps(pool, runId);
  const logged = await pool.query<{ seq: number; within: string }>({
    name: "read-logged-events",
    text: "SELECT seq, coalesce(event->>'within', '') AS within FROM run_events WHERE run_id = $1 ORDER BY seq",
    values: [runId],
  });
  return { ...run, steps, logged: logged.rows };
}

/** The document of a published version, not yet parsed. */
export async function readVersionDocument(
  pool: Pool,
  blueprintId: string,
  version: number,
): Promise<unknown> {
  const { rows } = await pool.query<{ document: unknown }>({
    name: "read-version-document",
    text: "SELECT document FROM blueprint_versions WHERE blueprint_id = $1 AND number = $2",
    values: [blueprintId, version],
  });
  return rows[0]?.document;
}

/** Marks a run as waiting for a person, or as running again. */
export async function setRunStatus(
  pool: Pool,
  runId: string,
  workerId: string,
  status: "waiting" | "running",
) {
  await pool.query({
    name: "set-run-status",
    text: "UPDATE runs SET status = $2, worker_id = $3 WHERE id = $1 AND status IN ('queued', 'running', 'waiting')",
    values: [runId, status, workerId],
  });
}

/** What is stored when a run ends. */
export type RunEnd = {
  status: string;
  answer: string | null;
  error: unknown;
  usage: unknown;
  outcome: unknown;
  outcomes: { goalNodeId: string; verdict: string; score: number | null; criteria: unknown }[];
};

/**
 * Stores what is left of the journal, the outcomes and the end of a run in one statement. False, and nothing stored,
 * when the run has ended before or belongs to another worker.
 */
export async function finishRun(
  pool: Pool,
  run: { id: string; workspaceId: string; blueprintId: string; workerId: string },
  batch: { events: NumberedEvent[]; steps: { name: string; result: unknown }[] },
  end: RunEnd & { isFork?: boolean },
): Promise<boolean> {
  // What only might have been counts for no goal.
  const counted = end.isFork ? [] : end.outcomes;
  const outcomes = counted.map((one) => ({
    id: newId(),
    goal: one.goalNodeId,
    verdict: one.verdict,
    score: one.score === null ? null : Math.round(one.score * 1000),
    criteria: one.criteria,
  }));
  const { rowCount } = await pool.query({
    name: "finish-run",
    text: `WITH ended AS (
             UPDATE runs SET status = $4, answer = $5, error = $6::jsonb, usage = $7::jsonb, outcome = $8::jsonb,
                    finished_at = now()
             WHERE id = $1 AND worker_id = $9 AND status IN ('queued', 'running', 'waiting') RETURNING id, purpose
           ), live AS (DELETE FROM run_live USING ended WHERE run_id = ended.id
           ), judged AS (
             INSERT INTO outcomes (id, workspace_id, run_id, blueprint_id, goal_node_id, verdict, score, criteria)
             SELECT new.id, $2, ended.id, $3, new.goal, new.verdict, new.score, new.criteria
             FROM ended, jsonb_to_recordset($10::jsonb) AS new(id uuid, goal text, verdict text, score int, criteria jsonb)
             -- What a test case reached says nothing of how the goal fares: it stays with its run.
             WHERE ended.purpose = 'live'
             ON CONFLICT DO NOTHING
           ), stored AS (
             INSERT INTO run_events (run_id, seq, workspace_id, at, event)
             SELECT ended.id, new.seq, $2, new.at, new.event
             FROM ended, jsonb_to_recordset($11::jsonb) AS new(seq int, at timestamptz, event jsonb)
             ON CONFLICT DO NOTHING
           ), kept AS (
             INSERT INTO run_steps (run_id, name, result)
             SELECT ended.id, new.name, new.result FROM ended, jsonb_to_recordset($13::jsonb) AS new(name text, result jsonb)
             ON CONFLICT DO NOTHING
           ) SELECT pg_notify($12, $1::text || ' end') FROM ended`,
    values: [
      run.id,
      run.workspaceId,
      run.blueprintId,
      end.status,
      end.answer === null ? null : end.answer.toWellFormed().replaceAll("\0", "\ufffd"),
      end.error === null ? null : storable(end.error),
      storable(end.usage),
      end.outcome === null ? null : storable(end.outcome),
      run.workerId,
      storable(outcomes),
      storable(batch.events),
      eventChannel,
      storable(batch.steps),
    ],
  });
  return (rowCount ?? 0) > 0;
}

/** Whether a run is in a terminal state, or gone. */
export async function hasRunEnded(pool: Pool, runId: string): Promise<boolean> {
  const { rows } = await pool.query("SELECT 1 FROM runs WHERE id = $1 AND finished_at IS NULL", [runId]);
  return rows.length === 0;
}

/** The number of the last event stored for a run. */
export async function lastEventNumber(pool: Pool, runId: string): Promise<number> {
  const { rows } = await pool.query<{ seq: number }>({
    name: "last-run-event",
    text: "SELECT coalesce(max(seq), 0) AS seq FROM run_events WHERE run_id = $1",
    values: [runId],
  });
  return rows[0]?.seq ?? 0;
}

/** The settings that say which hosts a run's abilities may reach. */
export async function findRunDoors(
  pool: Pool,
  workspaceId: string,
  runId: string,
): Promise<{ settings: unknown } | undefined> {
  const { rows } = await pool.query<{ settings: unknown }>(
    "SELECT w.settings FROM runs JOIN workspaces w ON w.id = runs.workspace_id WHERE runs.id = $1 AND w.id = $2",
    [runId, workspaceId],
  );
  return rows[0];
}
