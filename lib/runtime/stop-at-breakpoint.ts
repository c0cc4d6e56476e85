import { reportTrips } from "./guard-text.ts";
import { guardValue } from "./guard-value.ts";
import type { BreakpointMoment, Resumption, RunHost } from "./host.ts";
import type { PlannedAgent } from "./plan.ts";
import type { Tally } from "./tally.ts";

/** How long a test run stays paused before it goes on without the action. */
export const longestPauseMs = 24 * 60 * 60_000;

/**
 * Pauses a test run at an action until somebody says how it goes on; null where nothing stops it here. The pause is a
 * durable wait like an approval's, and its time counts toward no limit.
 */
export async function stopAtBreakpoint(
  host: RunHost,
  moment: BreakpointMoment,
  action: { nodeId: string; actionId: string; title: string; arguments: unknown; result?: unknown },
  tally: Tally,
): Promise<Resumption | null> {
  const { nodeId, actionId } = action;
  const { breakpoints } = host;
  if (!breakpoints?.stopsAt(moment, nodeId, actionId)) return null;
  const opened = await host.step(breakpointStep(moment, actionId), () =>
    breakpoints.open({ nodeId, actionId, moment, timeoutMs: longestPauseMs }),
  );
  const { breakpointId } = opened;
  host.emit({ type: "breakpoint.hit", ...action, ...opened, moment });
  host.emit({ type: "run.waiting", for: "breakpoint", nodeId });
  await host.step(`paused ${moment} ${actionId}`, () => host.status("waiting"));
  const signal = (await host.waitFor(`breakpoint:${breakpointId}`, longestPauseMs)) as Resumption | null;
  const resumption: Resumption = signal ?? { decision: "expire", by: "", comment: "" };
  const pausedFrom = tally.at;
  tally.at = await host.step(`unpause ${moment} ${actionId}`, async () => {
    if (signal === null) await breakpoints.expire(breakpointId);
    await host.status("running");
    return host.now();
  });
  tally.waitedMs += tally.at - pausedFrom;
  host.emit({ type: "breakpoint.resumed", nodeId, breakpointId, actionId, moment, ...resumption });
  host.emit({ type: "run.resumed", nodeId });
  return resumption;
}

/** The name of the step that opens a pause, by which a replay knows where the run stopped. */
export function breakpointStep(moment: BreakpointMoment, actionId: string): string {
  return `break ${moment} ${actionId}`;
}

/** Stops exactly where these steps say that the run stopped: what a replay and a fork of a paused run go by. */
export function stopsWhere(
  names: readonly string[],
): (moment: BreakpointMoment, nodeId: string, actionId: string) => boolean {
  const stops = new Set(names.filter((name) => name.startsWith("break ")).map((name) => name.split(" @")[0]));
  return (moment, _nodeId, actionId) => stops.has(breakpointStep(moment, actionId).split(" @")[0]);
}

/** What a person gave in place of a result, past the guards that watch results. */
export function guardGiven(
  host: RunHost,
  agent: PlannedAgent,
  given: unknown,
): { ok: true; result: unknown } | { ok: false; message: string } {
  const guarded = guardValue(agent.guards, "result", given);
  reportTrips(host, "result", guarded.trips);
  return guarded.blockedBy === null
    ? { ok: true, result: guarded.value }
    : { ok: false, message: `The guardrail “${guarded.blockedBy}” does not allow this result.` };
}
