import type { ResultStatus } from "#lib/suites/suite-case.ts";
import { type Rate, wilsonInterval } from "./wilson-interval.ts";

/** A result as counting needs it. */
export type CountedResult = { status: ResultStatus; tags: readonly string[]; heldOut: boolean };

/** Passed and failed cases with the share and its interval; cases that could not be scored count as neither. */
export type PassRate = { passed: number; failed: number; rate: Rate | null };

/** A suite run in numbers: over all, by segment, and for the cases held out from tuning. */
export type SuiteScore = {
  total: number;
  done: number;
  errored: number;
  overall: PassRate;
  heldOut: PassRate;
  tuned: PassRate;
  tags: ({ tag: string } & PassRate)[];
};

/** Counts results; a case with several tags counts in each of its segments. */
export function summarizeResults(results: readonly CountedResult[]): SuiteScore {
  const tags = [...new Set(results.flatMap((result) => result.tags))].sort();
  const open = results.filter(({ status }) => status === "pending" || status === "running").length;
  return {
    total: results.length,
    done: results.length - open,
    errored: results.filter(({ status }) => status === "errored").length,
    overall: passRate(results),
    heldOut: passRate(results.filter(({ heldOut }) => heldOut)),
    tuned: passRate(results.filter(({ heldOut }) => !heldOut)),
    tags: tags.map((tag) => ({ tag, ...passRate(results.filter((result) => result.tags.includes(tag))) })),
  };
}

function passRate(results: readonly CountedResult[]): PassRate {
  const passed = results.filter(({ status }) => status === "passed").length;
  const failed = results.filter(({ status }) => status === "failed").length;
  return { passed, failed, rate: wilsonInterval(passed, passed + failed) };
}
