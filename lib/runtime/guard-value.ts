import type { Finding, GuardedPlace } from "#lib/nodes/execute-node.ts";
import type { PlannedNode } from "./plan.ts";

type Mode = "block" | "mask" | "warn";

/** What one guard found, as the log may show it: nothing a guard hides reappears here. */
export type Trip = { nodeId: string; mode: Mode; findings: { check: string; excerpt: string }[] };

const mostReported = 20;

/** Findings as the log may show them; a text full of them is told by its first ones. */
export function toTrip(nodeId: string, mode: Mode, findings: Finding[]): Trip {
  const shown = findings.slice(0, mostReported).map(({ check, excerpt }) => {
    // The name of a keyword check holds the keyword, which is what it hides.
    const kind = check.split(":")[0] ?? check;
    return mode === "warn" ? { check, excerpt: excerpt.slice(0, 80) } : { check: kind, excerpt: `[${kind}]` };
  });
  return { nodeId, mode, findings: shown };
}

/** A value after the guards: itself or masked, with what they found; `blockedBy` names the guard that refused it. */
export type GuardedValue = { value: unknown; trips: Trip[]; blockedBy: string | null };

/**
 * Sends structured data past the guards. They look at it as one JSON text, as a pattern may span fields, and mask
 * inside its single values, so that masking never breaks the structure. What cannot be masked that way is refused.
 */
export function guardValue(
  guards: PlannedNode<"inspect">[],
  place: GuardedPlace,
  value: unknown,
): GuardedValue {
  let current = value;
  const trips: Trip[] = [];
  for (const { node, executor } of guards) {
    const inspect = (text: string) => executor.inspect(node.config as never, place, text);
    const inspectPart = (text: string) => executor.inspect(node.config as never, place, text, true);
    const whole = inspect(asText(current));
    const inLeaves = leavesOf(current).flatMap((leaf) => inspectPart(leaf).findings);
    const findings = whole.findings.length > 0 ? whole.findings : inLeaves;
    if (findings.length === 0) continue;
    trips.push(toTrip(node.id, whole.mode, findings));
    if (whole.mode === "warn") continue;
    if (whole.mode === "block") return { value: null, trips, blockedBy: node.title };
    const masked = mapLeaves(current, (leaf) => inspectPart(leaf).masked);
    if (inspect(asText(masked)).findings.length > 0) return { value: null, trips, blockedBy: node.title };
    current = masked;
  }
  return { value: current, trips, blockedBy: null };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

function mapLeaves(value: unknown, change: (leaf: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value === "number") {
    const masked = change(String(value));
    return masked === String(value) ? value : masked;
  }
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, change)]));
}

/** What stands in the place of content a guard withheld. */
export function withheld(guard: string): string {
  return `Result withheld by the guardrail “${guard}”. Do not guess what it said.`;
}
