import "server-only";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { rateLimits } from "#db/schema/sessions.ts";

/** Counts one attempt under a key in its current window, across all processes, and returns the count. */
export async function countAttempt(database: Database, key: string, windowStart: Date): Promise<number> {
  const [row] = await database
    .insert(rateLimits)
    .values({ key, windowStart, count: 1 })
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStart],
      set: { count: sql`${rateLimits.count} + 1` },
    })
    .returning({ count: rateLimits.count });
  return row?.count ?? 1;
}

/** Takes one counted attempt back, for attempts that turned out to be legitimate. */
export async function uncountAttempt(database: Database, key: string, windowStart: Date): Promise<void> {
  await database
    .update(rateLimits)
    .set({ count: sql`greatest(${rateLimits.count} - 1, 0)` })
    .where(and(eq(rateLimits.key, key), eq(rateLimits.windowStart, windowStart)));
}

/** Drops windows that ended before the moment. */
export async function deleteRateLimitsBefore(database: Database, moment: Date): Promise<void> {
  await database.delete(rateLimits).where(lt(rateLimits.windowStart, moment));
}
