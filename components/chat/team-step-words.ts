import { formatDuration } from "#components/ui/format-number.ts";
import type { RunStep } from "#lib/run-events/run-state.ts";

type TeamStep = Extract<
  RunStep,
  { kind: "delegation" | "join" | "message" | "phase" | "conflict" | "circuit" | "route" | "task" }
>;

const came = {
  delegate: "Task for",
  route: "Routed to",
  "stand-in": "Stand-in:",
  board: "From the board, for",
} as const;

const joinWords = {
  all: "all of them",
  first: "the first that succeeds",
  quorum: "a quorum",
  best: "the best",
} as const;

const circuitWords = {
  open: "Stopped asking an agent that failed too often",
  "half-open": "Tried an agent again that had failed",
  closed: "An agent that had failed is well again",
} as const;

const taskWords = {
  posted: "On the board",
  taken: "Taken from the board",
  done: "Done",
  "given-back": "Given back to the board",
  failed: "Given up",
} as const;

/** What agents did together, in words. */
export function describeTeamStep(step: TeamStep): { title: string; text: string } {
  switch (step.kind) {
    case "delegation":
      return {
        title: `${came[step.how]} ${step.title}${step.status === "succeeded" ? "" : ` · ${step.status}`}`,
        text: step.error?.message ?? inWords(step.status === "succeeded" ? step.result : step.task),
      };
    case "join":
      return {
        title: `Waited for ${joinWords[step.rule]}: ${step.winners.length} of ${step.needed} needed`,
        text: [
          `${formatDuration(step.wallMs)} together instead of ${formatDuration(step.sumMs)} one after the other.`,
          ...(step.stopped.length > 0 ? [`${step.stopped.length} stopped.`] : []),
          step.reason,
        ]
          .filter(Boolean)
          .join(" "),
      };
    case "message":
      return { title: "Said to a delegate", text: step.text };
    case "phase":
      return { title: "Handed over to the next phase", text: inWords(step.payload) };
    case "conflict":
      return {
        title: `Agents differed on ${step.field}: ${inWords(step.value)} holds`,
        text: `By ${step.rule}. ${step.reason}`,
      };
    case "circuit":
      return { title: circuitWords[step.state], text: `${step.failures} failures` };
    case "route":
      return {
        title:
          step.verdict === "asked"
            ? `Not sure enough to route (${percent(step.confidence)} of ${percent(step.threshold)})`
            : `Routed, ${percent(step.confidence)} sure`,
        text: step.reason,
      };
    case "task":
      return { title: `${taskWords[step.state]}: ${step.text}`, text: "" };
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A value an agent passed on, as text. */
export function inWords(value: unknown): string {
  if (typeof value === "string") return value;
  const isPlainTask = typeof value === "object" && value !== null && Object.keys(value).join() === "task";
  return isPlainTask ? inWords((value as { task: unknown }).task) : (JSON.stringify(value, null, 1) ?? "");
}
