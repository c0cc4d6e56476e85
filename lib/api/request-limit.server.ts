import "server-only";
import type { Actor } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";

const windowMilliseconds = 60_000;
let windowStart = 0;
let counts = new Map<string, number>();

/** What a route without a limit of its own allows: programs may ask faster than people click. */
export function usualPerMinute(actor: Actor): number {
  const configured = Number(process.env.AIMWRIGHT_REQUESTS_PER_MINUTE);
  if (configured > 0) return configured;
  return actor.kind === "token" ? 12_000 : 1_200;
}

/** Counts one request of a caller in this process's current minute and refuses beyond the limit. */
export function countRequest(key: string, perMinute: number): void {
  const now = Date.now();
  if (now - windowStart >= windowMilliseconds) {
    windowStart = now - (now % windowMilliseconds);
    counts = new Map();
  }
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  if (count > perMinute)
    throw new AppError("rate_limited", `More than ${perMinute} requests a minute. Wait a moment.`);
}
