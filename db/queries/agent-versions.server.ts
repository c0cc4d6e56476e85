import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprintVersions } from "#db/schema/blueprints.ts";

/** The versions of a blueprint that have a node, newest first, each with the node's config and not its whole document. */
export async function listNodeVersions(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  nodeId: string,
  limit: number,
) {
  const { number, note, createdBy, createdAt, document } = blueprintVersions;
  const path = sql`'$.nodes[*] ? (@.id == $id).config'::jsonpath`;
  const named = sql`jsonb_build_object('id', ${nodeId}::text)`;
  return await database
    .select({
      number,
      note,
      createdBy,
      createdAt,
      config: sql<unknown>`jsonb_path_query_first(${document}, ${path}, ${named})`,
    })
    .from(blueprintVersions)
    .where(
      and(
        eq(blueprintVersions.workspaceId, workspaceId),
        eq(blueprintVersions.blueprintId, blueprintId),
        sql`jsonb_path_exists(${document}, ${path}, ${named})`,
      ),
    )
    .orderBy(desc(number))
    .limit(limit);
}
