import type { StyleGuide } from "#lib/blueprint/style-guide.ts";
import type { CitedPassage, DurableEvent, RunUsage } from "#lib/run-events/events.ts";
import { conditionFacts } from "#lib/runtime/assess.ts";
import { addUsage, emptyTally, type Tally } from "#lib/runtime/tally.ts";

/** One ability call that was carried out or rehearsed. */
export type AbilityCall = { name: string; arguments: Record<string, unknown> };

/** What the runs of a case left behind, reduced to what expectations look at. */
export type CaseEvidence = {
  question: string;
  answer: string | null;
  /** What was said to each message, in order. */
  answers: string[];
  /** The style guide of the blueprint that was tested. */
  style?: StyleGuide;
  status: "succeeded" | "failed" | "cancelled";
  error: string | null;
  verdict: "met" | "missed" | "blocked" | "pending" | null;
  calls: AbilityCall[];
  citations: CitedPassage[];
  /** Where coordinators sent the work: id and title of the agent, empty where they asked back. */
  routes: string[][];
  turns: number;
  usage: RunUsage;
  durationMs: number;
  /** What conditions may ask about: the variables of a goal's conditions, and `calls`. */
  facts: Record<string, unknown>;
};

/**
 * Reads the logs of a case's runs, one for each message, in order. Answer, status, outcome and citations are those of
 * the last; calls, turns, cost and time add up.
 */
export function gatherEvidence(logs: DurableEvent[][], abilityNames: string[]): CaseEvidence {
  const tally = emptyTally(abilityNames, 0, {
    text: "",
    contact: { id: null, key: "", name: "", email: "" },
  });
  const calls: AbilityCall[] = [];
  const questions: string[] = [];
  const routes: string[][] = [];
  const answers: string[] = [];
  let durationMs = 0;
  let last: Reading = emptyReading();
  for (const log of logs) {
    last = emptyReading();
    tally.blocked = null;
    const names = new Map<string, string>();
    for (const event of log) {
      count(event, tally, names, calls);
      read(event, last);
      if (event.type === "route.chosen") routes.push(routeOf(event));
      if (event.type === "run.started") questions.push(event.input.text ?? "");
      if (event.type !== "run.finished") continue;
      durationMs += event.durationMs;
      answers.push(event.answer ?? "");
    }
  }
  tally.citations = last.citations;
  const { answer, status } = last;
  const text = questions.at(-1) ?? "";
  return {
    ...last,
    question: questions.join("\n"),
    calls,
    answers,
    routes,
    turns: tally.turns,
    usage: tally.usage,
    durationMs,
    facts: { ...conditionFacts({ text, answer, status, tally, durationMs }), calls },
  };
}

// The stand-in is nobody's choice: a coordinator that fell back has routed to nobody.
function routeOf(event: Extract<DurableEvent, { type: "route.chosen" }>): string[] {
  if (event.verdict !== "routed") return [];
  return event.options.flatMap(({ nodeId, title }) => (nodeId === event.toNodeId ? [nodeId, title] : []));
}

type Reading = Pick<CaseEvidence, "answer" | "status" | "error" | "verdict" | "citations">;

const emptyReading = (): Reading => ({
  answer: null,
  status: "failed",
  error: null,
  verdict: null,
  citations: [],
});
const worstFirst = ["blocked", "missed", "pending", "met"] as const;

function read(event: DurableEvent, reading: Reading): void {
  if (event.type === "message.completed") reading.citations = event.citations;
  if (event.type === "outcome.assessed") {
    const verdicts = [reading.verdict, event.verdict];
    reading.verdict = worstFirst.find((verdict) => verdicts.includes(verdict)) ?? null;
  }
  if (event.type !== "run.finished") return;
  reading.answer = event.answer;
  reading.status = event.status;
  reading.error = event.error?.message ?? null;
}

// Counts as the interpreter does while the run goes on, so that a condition means the same in a goal and in a case.
function count(event: DurableEvent, tally: Tally, names: Map<string, string>, calls: AbilityCall[]): void {
  switch (event.type) {
    case "turn.completed":
      tally.turns += 1;
      tally.usage = addUsage(tally.usage, event.usage);
      return;
    case "action.proposed":
      names.set(event.actionId, event.name);
      tally.abilities[event.name] ??= { succeeded: 0, failed: 0, refused: 0 };
      return;
    case "action.started": {
      const args = event.arguments;
      const isRecord = typeof args === "object" && args !== null;
      const given = isRecord ? (args as Record<string, unknown>) : {};
      calls.push({ name: names.get(event.actionId) ?? "", arguments: given });
      return;
    }
    case "action.completed": {
      const counted = tally.abilities[names.get(event.actionId) ?? ""];
      if (counted) counted.succeeded += 1;
      const name = names.get(event.actionId) ?? "";
      tally.done[name] = { count: (tally.done[name]?.count ?? 0) + 1, sums: {}, wrote: false };
      return;
    }
    case "action.failed": {
      const counted = tally.abilities[names.get(event.actionId) ?? ""];
      if (counted && event.status === "failed") counted.failed += 1;
      else if (counted) counted.refused += 1;
      const name = names.get(event.actionId) ?? "";
      tally.notDone.push({ name, title: name, maybe: event.status === "unknown" });
      if (event.within === undefined && (event.status === "blocked" || event.status === "rejected"))
        tally.blocked ??= event.error.message;
      return;
    }
    case "guardrail.tripped":
      if (event.within === undefined && event.mode === "block") tally.blocked ??= event.check;
      return;
    case "budget.warned":
      if (event.within === undefined && event.limit !== "actions") tally.blocked ??= event.limit;
      return;
    default:
      return;
  }
}
