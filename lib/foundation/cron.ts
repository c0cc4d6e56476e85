import { Cron } from "croner";

/** Why a five-field cron expression or its time zone cannot be used, or null. */
export function cronProblem(expression: string, timezone: string): string | null {
  try {
    const next = new Cron(expression, { timezone, paused: true }).nextRun();
    return next ? null : "This time never comes.";
  } catch (caught) {
    return caught instanceof Error
      ? `The schedule cannot be read: ${caught.message}`
      : "The schedule cannot be read.";
  }
}

/** The next moment after `from` at which the expression fires, or null when it never does. */
export function nextCronTime(expression: string, timezone: string, from: Date): Date | null {
  return new Cron(expression, { timezone, paused: true }).nextRun(from);
}

/** The next moments after `from`, at most `count` of them. */
export function nextCronTimes(expression: string, timezone: string, from: Date, count: number): Date[] {
  return new Cron(expression, { timezone, paused: true }).nextRuns(count, from);
}
