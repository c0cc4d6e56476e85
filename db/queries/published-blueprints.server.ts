import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints, blueprintVersions } from "#db/schema/blueprints.ts";
import { workspaces } from "#db/schema/workspaces.ts";

/** A blueprint that is live, without its document. */
export type PublishedBlueprint = { slug: string; workspace: string; publishedAt: Date };

/** What is live in a workspace, newest version first. */
export async function listPublished(
  database: Database,
  workspaceId: string,
  limit: number,
): Promise<PublishedBlueprint[]> {
  return published(database, workspaceId, limit);
}

/** One live blueprint by its slug, or undefined. */
export async function findPublished(
  database: Database,
  workspaceId: string,
  slug: string,
): Promise<PublishedBlueprint | undefined> {
  const [row] = await published(database, workspaceId, 1, slug);
  return row;
}

async function published(database: Database, workspaceId: string, limit: number, slug?: string) {
  return database
    .select({
      slug: blueprints.slug,
      workspace: workspaces.name,
      publishedAt: blueprintVersions.createdAt,
    })
    .from(blueprints)
    .innerJoin(workspaces, eq(workspaces.id, blueprints.workspaceId))
    .innerJoin(
      blueprintVersions,
      and(
        eq(blueprintVersions.blueprintId, blueprints.id),
        eq(blueprintVersions.number, blueprints.liveVersion),
      ),
    )
    .where(
      and(
        eq(blueprints.workspaceId, workspaceId),
        isNull(blueprints.deletedAt),
        slug === undefined ? undefined : eq(blueprints.slug, slug),
      ),
    )
    .orderBy(desc(blueprintVersions.createdAt))
    .limit(limit);
}
