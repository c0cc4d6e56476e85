import "server-only";
import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { analyticsViews } from "#db/schema/analytics-views.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A saved view of the analytics page. */
export type AnalyticsViewRow = typeof analyticsViews.$inferSelect;

/** The views of a workspace by their names. */
export async function listAnalyticsViews(
  database: Database,
  workspaceId: string,
): Promise<AnalyticsViewRow[]> {
  return database
    .select()
    .from(analyticsViews)
    .where(eq(analyticsViews.workspaceId, workspaceId))
    .orderBy(asc(sql`lower(${analyticsViews.name})`));
}

/** How many views a workspace has. */
export async function countAnalyticsViews(database: Database, workspaceId: string): Promise<number> {
  const [row] = await database
    .select({ count: count() })
    .from(analyticsViews)
    .where(eq(analyticsViews.workspaceId, workspaceId));
  return row?.count ?? 0;
}

/** Stores a view; undefined when the workspace has one of this name. */
export async function insertAnalyticsView(
  database: Database,
  workspaceId: string,
  view: { name: string; query: string; savedBy: string },
): Promise<AnalyticsViewRow | undefined> {
  const [row] = await database
    .insert(analyticsViews)
    .values({ id: newId(), workspaceId, ...view })
    .onConflictDoNothing()
    .returning();
  return row;
}

/** One view, locked until the transaction ends. */
export async function lockAnalyticsView(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<AnalyticsViewRow | undefined> {
  const [row] = await database.select().from(analyticsViews).where(theView(workspaceId, id)).for("update");
  return row;
}

/** Whether another view of the workspace bears the name. */
export async function isViewNameTaken(
  database: Database,
  workspaceId: string,
  id: string,
  name: string,
): Promise<boolean> {
  const rows = await database
    .select({ id: analyticsViews.id })
    .from(analyticsViews)
    .where(
      and(
        eq(analyticsViews.workspaceId, workspaceId),
        sql`lower(${analyticsViews.name}) = lower(${name})`,
        sql`${analyticsViews.id} <> ${id}`,
      ),
    );
  return rows.length > 0;
}

/** Renames a view or gives it another address. */
export async function updateAnalyticsView(
  database: Database,
  workspaceId: string,
  id: string,
  patch: { name?: string | undefined; query?: string | undefined },
): Promise<AnalyticsViewRow | undefined> {
  const [row] = await database
    .update(analyticsViews)
    .set({ ...patch, updatedAt: new Date() })
    .where(theView(workspaceId, id))
    .returning();
  return row;
}

/** Deletes a view and gives it back; undefined when there is none. */
export async function deleteAnalyticsView(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<AnalyticsViewRow | undefined> {
  const [row] = await database.delete(analyticsViews).where(theView(workspaceId, id)).returning();
  return row;
}

function theView(workspaceId: string, id: string) {
  return and(eq(analyticsViews.workspaceId, workspaceId), eq(analyticsViews.id, id));
}
