import "server-only";
import { sql } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import type { DurableEvent, StoredEvent } from "#lib/run-events/events.ts";
import { storedEventSchema } from "#lib/run-events/events.ts";

/** PostgreSQL channel that carries `runId seq` (or `runId live`) and nothing else. */
export const eventChannel = "aimwright_run_events";

/** One event with the place in the log its writer gave it. */
export type NumberedEvent = { seq: number; at: string; event: DurableEvent };

/**
 * Stores results of steps and events, and tells listeners, in one statement. A name or number already taken is left as
 * it is: the same run writing again after a crash writes the same journal. Nothing is stored, and null returned, when
 * the run belongs to another worker by now; else the answer says whether somebody asked to cancel it.
 */
export async function appendToJournal(
  pool: Pool,
  run: { id: string; workspaceId: string; workerId: string },
  batch: { events: NumberedEvent[]; steps: { name: string; result: unknown }[] },
): Promise<{ cancelRequested: boolean } | null> {
  const last = batch.events.at(-1)?.seq ?? 0;
  const { rows } = await pool.query<{ cancelled: boolean }>({
    name: "append-to-journal",
    text: `WITH mine AS (
             SELECT id, cancel_requested_at IS NOT NULL AS cancelled FROM runs WHERE id = $1 AND worker_id = $7
           ), events AS (
             INSERT INTO run_events (run_id, seq, workspace_id, at, event)
             SELECT mine.id, new.seq, $2::uuid, new.at, new.event
             FROM mine, jsonb_to_recordset($3::jsonb) AS new(seq int, at timestamptz, event jsonb)
             ON CONFLICT DO NOTHING RETURNING seq
           ), steps AS (
             INSERT INTO run_steps (run_id, name, result)
             SELECT mine.id, new.name, new.result
             FROM mine, jsonb_to_recordset($4::jsonb) AS new(name text, result jsonb)
             ON CONFLICT DO NOTHING
           ), told AS (SELECT pg_notify($5, $1::text || ' ' || $6::text) FROM events LIMIT 1)
           SELECT mine.cancelled, (SELECT count(*) FROM told) AS told FROM mine`,
    values: [
      run.id,
      run.workspaceId,
      storable(batch.events),
      storable(batch.steps),
      eventChannel,
      String(last),
      run.workerId,
    ],
  });
  const [row] = rows;
  return row ? { cancelRequested: row.cancelled } : null;
}

/** The events of a run after a number, in order, at most `limit`. */
export async function readEvents(
  pool: Pool,
  workspaceId: string,
  runId: string,
  after: number,
  limit = 1000,
): Promise<StoredEvent[]> {
  const { rows } = await pool.query<{ seq: number; at: Date; event: unknown }>({
    name: "read-run-events",
    text: "SELECT seq, at, event FROM run_events WHERE run_id = $1 AND workspace_id = $2 AND seq > $3 ORDER BY seq LIMIT $4",
    values: [runId, workspaceId, after, limit],
  });
  return rows.map((row) =>
    storedEventSchema.parse({ runId, seq: row.seq, at: row.at.toISOString(), event: row.event }),
  );
}

/** JSON that PostgreSQL takes: NUL and lone surrogates, which jsonb refuses, become the replacement character. */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === "string" ? entry.toWellFormed().replaceAll("\0", "\ufffd") : entry,
  );
}

/**
 * Adds to the log of a run that has ended: what was undone, how its goals stand now. Must run inside a transaction;
 * the run's row is locked so that numbers stay without gaps.
 */
export async function appendAfterEnd(
  database: Database,
  workspaceId: string,
  runId: string,
  event: DurableEvent,
): Promise<void> {
  // A longer log is sealed anew.
  await database.execute(
    sql`UPDATE runs SET sealed_seq = NULL WHERE id = ${runId} AND workspace_id = ${workspaceId}`,
  );
  await database.execute(sql`
    INSERT INTO run_events (run_id, seq, workspace_id, at, event)
    SELECT ${runId}, coalesce(max(seq), 0) + 1, ${workspaceId}, now(), ${storable(event)}::jsonb
    FROM run_events WHERE run_id = ${runId}`);
}

/** What the turn under way has streamed, or null. */
export type LiveTurn = { nodeId: string; turn: number; text: string; reasoning: string };

/** Replaces what the turn under way has streamed so far and tells listeners. */
export async function writeLive(pool: Pool, runId: string, live: LiveTurn): Promise<void> {
  await pool.query({
    name: "write-run-live",
    text: `WITH kept AS (
             INSERT INTO run_live (run_id, node_id, turn, text, reasoning) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (run_id) DO UPDATE
             SET node_id = excluded.node_id, turn = excluded.turn, text = excluded.text, reasoning = excluded.reasoning
           ) SELECT pg_notify($6, $1::text || ' live')`,
    values: [runId, live.nodeId, live.turn, live.text, live.reasoning, eventChannel],
  });
}

/** Reads what the turn under way has streamed so far. */
export async function readLive(pool: Pool, runId: string): Promise<LiveTurn | null> {
  const { rows } = await pool.query<LiveTurn>({
    name: "read-run-live",
    text: 'SELECT node_id AS "nodeId", turn, text, reasoning FROM run_live WHERE run_id = $1',
    values: [runId],
  });
  return rows[0] ?? null;
}
