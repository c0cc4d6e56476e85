import "server-only";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { members } from "#db/schema/workspaces.ts";
import { type TourProgress, tourProgressSchema } from "#lib/access/tour-progress.ts";

/** Where a member stands in the tour; null for one who never began it. `held` keeps others from moving it meanwhile. */
export async function findTour(
  database: Database,
  workspaceId: string,
  userId: string,
  { held = false }: { held?: boolean } = {},
): Promise<TourProgress | null> {
  const query = database
    .select({ tour: members.tour })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
  const [row] = await (held ? query.for("update") : query);
  return row?.tour ? tourProgressSchema.parse(row.tour) : null;
}

/** The blueprints on which members of the workspace took the tour, the oldest member's first. */
export async function listTourBlueprints(database: Database, workspaceId: string): Promise<string[]> {
  const rows = await database
    .select({ tour: members.tour })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), isNotNull(members.tour)))
    .orderBy(asc(members.id));
  return [...new Set(rows.map((row) => tourProgressSchema.parse(row.tour).blueprintId))];
}

/** Remembers where a member stands. */
export async function writeTour(
  database: Database,
  workspaceId: string,
  userId: string,
  tour: TourProgress,
): Promise<void> {
  await database
    .update(members)
    .set({ tour })
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
}
