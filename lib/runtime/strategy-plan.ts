import { z } from "zod";
import { hideText } from "./guard-text.ts";
import { systemPrompt, toolsOf } from "./prompt.ts";
import { readJson } from "./read-json.ts";
import type { Acted, StrategyRun, StrategyView } from "./strategies.ts";
import { hasRoom, takeTurn } from "./take-turn.ts";
import { partnerTools } from "./team-partners.ts";

type PlanStep = { text: string; ability: string | null; state: "open" | "done" | "failed" | "skipped" };

const mostSteps = 8;
const mostPlans = 3;

const written = z.object({
  steps: z.array(z.object({ do: z.string(), uses: z.string().nullish() })).min(1),
});

/**
 * Draws up a short plan in a turn of its own and shows it in every later one. A step is marked from what happened,
 * never from what the model says of it; an action that fails leads to a new plan.
 */
export function followPlan({
  seat,
  shown,
  messages,
}: StrategyView): Pick<StrategyRun, "prepare" | "briefing" | "acted" | "review"> {
  const { host, agent } = seat;
  const nodeId = agent.node.id;
  const tools = [...toolsOf(agent.abilities), ...partnerTools(agent.partners)];
  const names = new Set(tools.map((tool) => tool.name));
  let steps: PlanStep[] = [];
  let number = 0;

  async function draw(reason: string): Promise<void> {
    // A plan without a turn left to follow it would only cost.
    if (!hasRoom(seat, 2)) {
      if (number === 0)
        host.emit({ type: "plan.made", nodeId, number: 0, reason: "No turn is left for a plan.", steps: [] });
      return;
    }
    const { result } = await takeTurn(seat, {
      purpose: "plan",
      system: `${systemPrompt(agent, shown)}\n\n${planningBrief(reason, tools)}`,
      messages,
      tools: [],
      streams: false,
    });
    number += 1;
    steps = readPlan(result.text, names).map((step) => ({
      ...step,
      text: hideText(agent.guards, "output", step.text),
      state: "open",
    }));
    host.emit({
      type: "plan.made",
      nodeId,
      number,
      reason,
      steps: steps.map(({ text, ability }) => ({ text, ability })),
    });
  }

  function mark(step: PlanStep | undefined, state: "done" | "failed" | "skipped", evidence: string): void {
    if (!step) return;
    step.state = state;
    host.emit({ type: "plan.marked", nodeId, number, step: steps.indexOf(step), state, evidence });
  }

  return {
    prepare: () => draw(""),
    briefing: () => (steps.length === 0 ? "" : `\n\n${planInWords(steps)}`),
    acted: async (actions) => {
      for (const { name, failed } of actions) {
        const step = steps.find((one) => one.ability === name && one.state === "open");
        mark(step, failed ? "failed" : "done", `${name} ${failed ? "failed" : "succeeded"}.`);
      }
      const failures = actions.filter((one) => one.failed);
      if (number > 0 && number < mostPlans && failures.length > 0)
        await draw(failures.map(failureInWords).join(" "));
    },
    review: async () => {
      for (const step of steps.filter((one) => one.state === "open"))
        if (step.ability === null) mark(step, "done", "The answer was given.");
        else mark(step, "skipped", `${step.ability} was not used for the answer.`);
      return null;
    },
  };
}

function planningBrief(reason: string, tools: ReturnType<typeof toolsOf>): string {
  return [
    "## Planning",
    ...(reason === "" ? [] : [`The plan so far did not work out: ${reason}`]),
    "Do not answer yet. Write the shortest plan that leads to the goal, given what you know and may do. What was done already stays done.",
    `Answer with JSON only: {"steps":[{"do":"what, in a few words","uses":"name of an ability, or null"}]}, at most ${mostSteps} steps, the last one being the answer.`,
    ...tools.map(
      ({ name, description, inputSchema }) =>
        `- ability ${name}(${Object.keys(inputSchema.properties ?? {}).join(", ")}): ${description.replace(/\s+/g, " ")}`,
    ),
  ].join("\n");
}

function readPlan(text: string, names: ReadonlySet<string>): { text: string; ability: string | null }[] {
  const plan = written.safeParse(readJson(text));
  // A model that writes a list instead of JSON has still made a plan.
  const lines = text.split("\n").flatMap((line) => /^\s*(?:[-*]|\d+[.)])\s+(.+)$/.exec(line)?.[1] ?? []);
  const found = plan.success ? plan.data.steps : lines.map((line) => ({ do: line, uses: null }));
  const steps = found.slice(0, mostSteps).map((step) => ({
    text: step.do.replace(/\s+/g, " ").trim().slice(0, 200),
    ability: step.uses && names.has(step.uses) ? step.uses : null,
  }));
  return steps.length > 0 ? steps : [{ text: "Answer the request", ability: null }];
}

function planInWords(steps: readonly PlanStep[]): string {
  const now = steps.findIndex((step) => step.state === "open");
  const lines = steps.map((step, index) => {
    const state = index === now ? "now" : step.state === "open" ? "to do" : step.state;
    return `${index + 1}. [${state}] ${step.text}${step.ability === null ? "" : ` (${step.ability})`}`;
  });
  return [
    "## Plan",
    ...lines,
    "Follow the plan; leave out what turned out to be needless. It is yours alone: do not show it.",
  ].join("\n");
}

function failureInWords({ name, result }: Acted): string {
  const text = typeof result === "string" ? result : JSON.stringify(result);
  return `${name} failed: ${text.slice(0, 300)}`;
}
