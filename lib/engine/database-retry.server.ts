import "server-only";
import { AppError } from "#lib/foundation/errors.ts";
import { log } from "#lib/foundation/log.server.ts";

const passing = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
]);

/** Whether an error means that PostgreSQL is away for the moment, not that the query is wrong. */
export function isPassingOutage(caught: unknown): boolean {
  if (!(caught instanceof Error)) return false;
  // What we have named already is somebody else's failure: a provider refuses connections with the same codes.
  if (caught instanceof AppError) return false;
  const code = "code" in caught ? String(caught.code) : "";
  if (passing.has(code)) return true;
  if (
    /Connection terminated|connection timeout|terminating connection|Client has encountered a connection error/i.test(
      caught.message,
    )
  )
    return true;
  return isPassingOutage(caught.cause);
}

/** Repeats `work` while PostgreSQL is away, up to a minute; every query behind it must be safe to send twice. */
export async function whileDatabaseReturns<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + 60_000;
  for (let pause = 50; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await work();
    } catch (caught) {
      if (!isPassingOutage(caught) || Date.now() > until) throw caught;
      log().warn({ err: caught }, "the database is away; waiting for it");
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
