import "server-only";
import type { Pool } from "pg";
import { isUuid } from "#lib/foundation/ids.ts";
import { insertRun, type NewRun } from "./runs.server.ts";

/** The document a run would run, before it is parsed. */
export type StartableDocument = {
  blueprintId: string;
  name: string;
  revision: number;
  /** null for the draft. */
  version: number | null;
  liveVersion: number | null;
  /** null when the version asked for does not exist. */
  document: unknown;
};

/** Finds a blueprint by id or slug with the live, draft or numbered document; `withDocument` false skips the text. */
export async function findStartable(
  pool: Pool,
  workspaceId: string | null,
  idOrSlug: string,
  version: "live" | "draft" | number,
  withDocument: boolean,
): Promise<(StartableDocument & { workspaceId: string }) | undefined> {
  const wanted = typeof version === "number" ? version : null;
  // Compared as text, an id would be looked for in every blueprint there is.
  const column = isUuid(idOrSlug) ? "id" : "slug";
  const { rows } = await pool.query<StartableDocument & { workspaceId: string }>({
    name: `find-startable-${column}-${withDocument}`,
    text: `SELECT b.workspace_id AS "workspaceId", b.id AS "blueprintId", b.name, b.revision,
                  b.live_version AS "liveVersion",
                  CASE WHEN $3 = 'draft' THEN NULL ELSE coalesce($4, b.live_version) END AS version,
                  ${withDocument ? "CASE WHEN $3 = 'draft' THEN b.draft ELSE v.document END" : "NULL::jsonb"} AS document
           FROM blueprints b
           LEFT JOIN blueprint_versions v ON v.blueprint_id = b.id AND v.number = coalesce($4, b.live_version)
           WHERE b.deleted_at IS NULL AND ($1::uuid IS NULL OR b.workspace_id = $1)
             AND b.${column} = $2`,
    values: [workspaceId, idOrSlug, typeof version === "number" ? "number" : version, wanted],
  });
  return rows[0];
}

/** What became of a run that may only start while its conversation has none under way. */
export type AloneStart =
  | { state: "started" }
  /** The same message started this run before. */
  | { state: "repeated"; runId: string }
  | { state: "busy"; runId: string };

/** Stores a run unless its message was sent before or its conversation has a run under way; two at once take turns. */
export async function insertRunAlone(pool: Pool, run: NewRun): Promise<AloneStart> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query("SELECT id FROM conversations WHERE workspace_id = $1 AND id = $2 FOR UPDATE", [
      run.workspaceId,
      run.conversationId,
    ]);
    const { rows } = await client.query<{ id: string; repeated: boolean }>(
      `SELECT id, coalesce(trigger->>'messageId' = $3, false) AS repeated FROM runs
       WHERE workspace_id = $1 AND conversation_id = $2
         AND (trigger->>'messageId' = $3 OR status IN ('queued', 'running', 'waiting'))
       ORDER BY 2 DESC, id LIMIT 1`,
      [run.workspaceId, run.conversationId, run.trigger.messageId ?? null],
    );
    const other = rows[0];
    if (!other) await insertRun(client, run);
    await client.query("COMMIT");
    if (!other) return { state: "started" };
    return { state: other.repeated ? "repeated" : "busy", runId: other.id };
  } catch (caught) {
    await client.query("ROLLBACK").catch((cause: Error) => {
      broken = cause;
    });
    throw caught;
  } finally {
    client.release(broken);
  }
}
