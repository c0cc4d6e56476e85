import type { GuardedPlace } from "#lib/nodes/execute-node.ts";
import { guardValue, type Trip, toTrip } from "./guard-value.ts";
import type { RunHost } from "./host.ts";
import type { PlannedNode } from "./plan.ts";

/** What is left of a text after the guards: itself, perhaps masked, or the reply of the guard that blocked it. */
export type Guarded = { blocked: false; text: string } | { blocked: true; reply: string; by: string };

/** Sends a text past every guard of an agent and records each finding. */
export function guardText(
  host: RunHost,
  guards: PlannedNode<"inspect">[],
  on: GuardedPlace,
  text: string,
): Guarded {
  let current = text;
  for (const { node, executor } of guards) {
    const { mode, findings, masked, reply } = executor.inspect(node.config as never, on, current);
    reportTrips(host, on, [toTrip(node.id, mode, findings)]);
    if (findings.length === 0) continue;
    if (mode === "block") return { blocked: true, reply, by: node.title };
    if (mode === "mask") current = masked;
  }
  return { blocked: false, text: current };
}

/** Records what guards found. */
export function reportTrips(host: RunHost, on: GuardedPlace, trips: Trip[]): void {
  for (const { nodeId, mode, findings } of trips)
    for (const { check, excerpt } of findings)
      host.emit({ type: "guardrail.tripped", nodeId, on, mode, check, excerpt });
}

/** A text as the log may show it: what a guard would mask or block is hidden, nothing is recorded. */
export function hideText(guards: PlannedNode<"inspect">[], place: GuardedPlace, text: string): string {
  let current = text;
  for (const { node, executor } of guards) {
    const inspection = executor.inspect(node.config as never, place, current);
    if (inspection.mode !== "warn" && inspection.findings.length > 0) current = inspection.masked;
  }
  return current;
}

/** An action's arguments as the log may show them; nothing is recorded. */
export function showArguments(guards: PlannedNode<"inspect">[], args: unknown): unknown {
  const { value, blockedBy } = guardValue(guards, "action", args ?? null);
  if (blockedBy === null) return value;
  const shown = hideText(guards, "action", JSON.stringify(args ?? null));
  try {
    return JSON.parse(shown);
  } catch {
    return shown;
  }
}
