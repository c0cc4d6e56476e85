import "server-only";
import type { Pool } from "pg";
import type { DurableEvent } from "#lib/run-events/events.ts";

/** One run of a conversation with those of its events that a contact may hear of. */
export type TranscriptRun = {
  id: string;
  question: string;
  status: string;
  answer: string | null;
  messageId: string | null;
  /** The newest rating by the one asked for. */
  rating: { value: number; comment: string } | null;
  /** Documents made and still there; null where there is none. */
  documents: { id: string; name: string; size: number }[] | null;
  /** In order; null where nothing was said. */
  said: HeardByContact[] | null;
};

/** What a run tells the contact beside its end. */
export type HeardByContact = Extract<DurableEvent, { type: "message.completed" | `handoff.${string}` }>;

/** The last 100 runs of a conversation, oldest first. */
export async function readTranscript(
  pool: Pool,
  workspaceId: string,
  conversationId: string,
  ratedBy: string,
): Promise<TranscriptRun[]> {
  const { rows } = await pool.query<TranscriptRun>({
    name: "read-transcript",
    text: `SELECT r.id, coalesce(r.trigger->>'text', '') AS question, r.status, r.answer,
                  r.trigger->>'messageId' AS "messageId",
                  (SELECT jsonb_build_object('value', g.value, 'comment', g.comment) FROM ratings g
                   WHERE g.run_id = r.id AND g.rated_by = $3 ORDER BY g.id DESC LIMIT 1) AS rating,
                  (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'size', a.size) ORDER BY a.id)
                   FROM artifacts a WHERE a.run_id = r.id) AS documents,
                  (SELECT jsonb_agg(e.event ORDER BY e.seq) FROM run_events e
                   WHERE e.run_id = r.id AND (e.event->>'type' = 'message.completed' OR e.event->>'type' LIKE 'handoff.%')) AS said
           FROM runs r WHERE r.workspace_id = $1 AND r.conversation_id = $2
           ORDER BY r.id DESC LIMIT 100`,
    values: [workspaceId, conversationId, ratedBy],
  });
  return rows.toReversed();
}
