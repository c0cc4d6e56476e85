import { styleText } from "node:util";
import type { RunEnvelope, RunEvent } from "#lib/run-events/events.ts";

type Delta = Extract<RunEvent, { type: "message.delta" | "reasoning.delta" }>;

/** A printer that shows the answer as it is written, reasoning dimmed, and one line for each action. */
export function eventPrinter(): (envelope: RunEnvelope) => void {
  const names = new Map<string, string>();
  const shown = new Map<string, number>();
  const spoken = new Set<string>();
  let midLine = false;

  const write = (text: string, dim: boolean) => {
    process.stdout.write(dim ? styleText("dim", text) : text);
    midLine = !text.endsWith("\n");
  };
  const line = (text: string) => {
    if (midLine) process.stdout.write("\n");
    midLine = false;
    console.log(text);
  };
  const writeDelta = (event: Delta) => {
    const key = `${event.type} ${event.nodeId} ${event.turn}`;
    const length = shown.get(key) ?? 0;
    // A turn that began anew replaces what was shown; a terminal can only say it again.
    if (event.offset < length || (midLine && length === 0)) line("");
    write(event.text, event.type === "reasoning.delta");
    shown.set(key, event.offset + event.text.length);
    if (event.type === "message.delta") spoken.add(event.nodeId);
  };

  return ({ runId, event }) => {
    if (event.type === "message.delta" || event.type === "reasoning.delta") return writeDelta(event);
    if (event.type === "action.proposed") names.set(event.actionId, event.title);
    if (event.type === "message.completed") {
      if (!spoken.has(event.nodeId)) line(event.text);
      for (const { marker, title, heading } of event.citations) {
        line(styleText("dim", `  [${marker}] ${title}${heading ? `, ${heading}` : ""}`));
      }
      return;
    }
    const text = describe(event, (actionId) => names.get(actionId) ?? actionId);
    if (text) line(text);
    if (event.type === "run.finished") line(styleText("dim", `run ${runId}, ${event.durationMs} ms`));
  };
}

function describe(event: RunEvent, nameOf: (actionId: string) => string): string | undefined {
  switch (event.type) {
    case "action.started":
      return styleText("cyan", `→ ${nameOf(event.actionId)} ${JSON.stringify(event.arguments)}`);
    case "action.completed":
      return styleText("green", `✓ ${nameOf(event.actionId)} (${event.durationMs} ms)`);
    case "action.failed":
      return styleText("red", `✗ ${nameOf(event.actionId)}: ${event.error.message}`);
    case "approval.requested":
      return styleText("yellow", `? approval ${event.approvalId}: ${event.title}. ${event.reason}`);
    case "approval.resolved":
      return styleText("yellow", `  ${event.decision} by ${event.by || "nobody"}`);
    case "handoff.requested":
      return styleText("yellow", `? handed to a person: ${event.reason}`);
    case "guardrail.tripped":
      return styleText("yellow", `! guardrail ${event.check} (${event.mode} on ${event.on})`);
    case "knowledge.retrieved":
      return styleText("dim", `  ${event.passages.length} passages for "${event.query}"`);
    case "outcome.assessed":
      return `goal ${event.title}: ${event.verdict}`;
    case "run.finished":
      return event.error ? styleText("red", `${event.status}: ${event.error.message}`) : `${event.status}`;
    default:
      return undefined;
  }
}
