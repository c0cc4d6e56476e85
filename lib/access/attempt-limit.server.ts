import "server-only";
import { database } from "#db/client.server.ts";
import { countAttempt, deleteRateLimitsBefore, uncountAttempt } from "#db/queries/rate-limits.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

/** A limit that holds across processes: at most `limit` attempts under `key` in a window. */
export type AttemptLimit = { key: string; limit: number; windowSeconds: number };

let sweptAt = 0;

function windowStartOf(windowSeconds: number): Date {
  const length = windowSeconds * 1000;
  return new Date(Math.floor(Date.now() / length) * length);
}

/** Counts one attempt and refuses with `rate_limited` beyond the limit. */
export async function countLimitedAttempt(limit: AttemptLimit): Promise<void> {
  const count = await countAttempt(database(), limit.key, windowStartOf(limit.windowSeconds));
  if (Date.now() - sweptAt > 3_600_000) {
    sweptAt = Date.now();
    await deleteRateLimitsBefore(database(), new Date(Date.now() - 86_400_000));
  }
  if (count > limit.limit)
    throw new AppError("rate_limited", "Too many attempts. Wait a few minutes and try again.");
}

/** Takes an attempt back after it succeeded, so that only failures count. */
export async function forgiveAttempt(limit: AttemptLimit): Promise<void> {
  await uncountAttempt(database(), limit.key, windowStartOf(limit.windowSeconds));
}
