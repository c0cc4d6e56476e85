import "server-only";
import { log } from "./log.server.ts";

/** Logs a failure that its caller will not see in full, without the parameters of a failed query. */
export function logFailure(where: string, caught: unknown, fields: Record<string, string> = {}): void {
  const error = caught instanceof Error ? caught : new Error(String(caught));
  const cause = error.cause instanceof Error ? { cause: textOf(error.cause) } : {};
  log().error({ where, ...fields, error: textOf(error), ...cause }, "failed");
}

function textOf(error: Error): string {
  // A failed query's message lists its parameters, which may hold what must not be logged.
  return (error.stack ?? error.message).replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/, "");
}
