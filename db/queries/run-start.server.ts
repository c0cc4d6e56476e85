import "server-only";
import type { Pool } from "pg";
import { isUuid } from "#lib/foundation/ids.ts";

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
