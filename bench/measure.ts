import { round } from "./round.ts";

/** Times in milliseconds of runs asked for by `concurrency` callers, each sending its next when its last is answered. */
export type Measured = {
  concurrency: number;
  runs: number;
  failed: number;
  p50Ms: number;
  p95Ms: number;
  runsPerSecond: number;
};

/** Runs `work` until `seconds` have passed, with the given number of callers. */
export async function measure(
  concurrency: number,
  seconds: number,
  work: () => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  let failed = 0;
  const begun = performance.now();
  const caller = async () => {
    while (performance.now() - begun < seconds * 1000) {
      const sent = performance.now();
      try {
        await work();
        times.push(performance.now() - sent);
      } catch (caught) {
        // The first is shown, the others are counted: a bench that fails throughout must say why.
        if (failed++ === 0) process.stderr.write(`${String(caught)}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const passed = (performance.now() - begun) / 1000;
  return {
    concurrency,
    runs: times.length,
    failed,
    ...percentiles(times),
    runsPerSecond: round(times.length / passed),
  };
}

/** The middle and the slow end of a list of times. */
export function percentiles(times: readonly number[]): { p50Ms: number; p95Ms: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}
