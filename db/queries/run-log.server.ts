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
 * Stores events and tells listeners, in one statement. A number already taken is left as it is: the same run writing
 * again after a crash writes the same log. Answers whether somebody asked to cancel the run.
 */
export async function appendEvents(
  pool: Pool,
  workspaceId: string,
  runId: string,
  events: NumberedEvent[],
): Promise<{ cancelRequested: boolean }> {
  const last = events.at(-1)?.seq ?? 0;
  const { rows } = await pool.query<{ cancelled: boolean }>({
    name: "append-run-events",
    text: `WITH stored AS (
             INSERT INTO run_events (run_id, seq, workspace_id, at, event)
             SELECT $1::uuid, new.seq, $2::uuid, new.at, new.event
             FROM jsonb_to_recordset($3::jsonb) AS new(seq int, at timestamptz, event jsonb)
             ON CONFLICT DO NOTHING RETURNING seq
           ), told AS (SELECT pg_notify($4, $1::text || ' ' || $5::text) FROM stored LIMIT 1)
           SELECT runs.cancel_requested_at IS NOT NULL AS cancelled, (SELECT count(*) FROM told) AS told
           FROM runs WHERE runs.id = $1::uuid`,
    values: [runId, workspaceId, storable(events), eventChannel, String(last)],
  });
  return { cancelRequested: rows[0]?.cancelled ?? false };
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
  await database.execute(
    sql`SELECT id FROM runs WHERE id = ${runId} AND workspace_id = ${workspaceId} FOR UPDATE`,
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
