import "server-only";
import type { Pool } from "pg";
import type { Checkpoint } from "#lib/run-events/context-events.ts";

/** The latest checkpoint earlier runs of a conversation left, with the last run it covers. */
export async function readCheckpoint(
  pool: Pool,
  workspaceId: string,
  conversationId: string,
  beforeRun: string,
): Promise<{ checkpoint: Checkpoint; throughRun: string } | null> {
  const { rows } = await pool.query<{ checkpoint: Checkpoint; through: string }>({
    name: "read-checkpoint",
    text: `SELECT event->'checkpoint' AS checkpoint, event->>'throughRun' AS through
           FROM runs JOIN run_events ON run_events.run_id = runs.id
           WHERE runs.workspace_id = $1 AND runs.conversation_id = $2 AND runs.id < $3
             AND event->>'type' = 'context.compacted' AND event->>'throughRun' IS NOT NULL
             AND event->>'within' IS NULL
           ORDER BY runs.id DESC, run_events.seq DESC LIMIT 1`,
    values: [workspaceId, conversationId, beforeRun],
  });
  const row = rows[0];
  return row ? { checkpoint: row.checkpoint, throughRun: row.through } : null;
}
