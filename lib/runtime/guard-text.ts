import type { GuardedPlace } from "#lib/nodes/execute-node.ts";
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
    const inspection = executor.inspect(node.config as never, on, current);
    for (const finding of inspection.findings)
      host.emit({
        type: "guardrail.tripped",
        nodeId: node.id,
        on,
        mode: inspection.mode,
        check: inspection.mode === "warn" ? finding.check : kindOf(finding.check),
        // What a guard hides must not reappear in the log.
        excerpt: inspection.mode === "warn" ? finding.excerpt.slice(0, 80) : `[${kindOf(finding.check)}]`,
      });
    if (inspection.findings.length === 0) continue;
    if (inspection.mode === "block") return { blocked: true, reply: inspection.reply, by: node.title };
    if (inspection.mode === "mask") current = inspection.masked;
  }
  return { blocked: false, text: current };
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

/** An action's arguments as the log may show them, see {@link hideText}. */
export function showArguments(guards: PlannedNode<"inspect">[], args: unknown): unknown {
  const shown = hideText(guards, "action", JSON.stringify(args ?? null));
  try {
    return JSON.parse(shown);
  } catch {
    return shown;
  }
}

// The name of a keyword check holds the keyword, which is what it hides.
function kindOf(check: string): string {
  return check.split(":")[0] ?? check;
}
