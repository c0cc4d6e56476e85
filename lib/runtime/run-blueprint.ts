import { toAppError } from "#lib/foundation/errors.ts";
import type { RuleFacts } from "#lib/nodes/execute-node.ts";
import { inTime, isLate, type LaterFacts, measure, type RunFacts, verdictOf, whyNot } from "./assess.ts";
import { assignVariant, asVariant, type Variant } from "./assign-variant.ts";
import type { RunHost, RunInput, RunVerdict } from "./host.ts";
import { judge } from "./judge.ts";
import { type ExecutorOf, planOf, type RunPlan, startAtAgent, startAtNode } from "./plan.ts";
import { runAgent } from "./run-agent.ts";
import { addUsage, emptyTally, type Tally } from "./tally.ts";
import { shareWork } from "./team-board.ts";
import { runFirst } from "./team-first.ts";
import { type AgentEnd, ownPart } from "./team-part.ts";
import { emitNote } from "./within-budget.ts";

const maxSteps = 50;

/** Runs one blueprint from its trigger to its verdict. Always ends in a terminal state; only `cancelled` is not a failure. */
export async function runBlueprint(
  host: RunHost,
  input: RunInput,
  executorOf: ExecutorOf,
): Promise<RunVerdict> {
  const whole = planOf(input.document, executorOf);
  const plan = input.startAtAgent
    ? startAtAgent(whole, input.startAtAgent)
    : input.startAt
      ? startAtNode(whole, input.startAt)
      : whole;
  const names = [...plan.steps.values()].flatMap((step) =>
    step.does === "take-turns" ? step.agent.abilities.map((ability) => ability.settings.name) : [],
  );
  const tally = emptyTally(names, Date.parse(input.startedAt), {
    text: input.text,
    contact: input.contact,
    ...(input.pinned ? { pinned: input.pinned } : {}),
    ...(input.supplied ? { supplied: input.supplied } : {}),
  });
  let end: AgentEnd;
  let status: RunVerdict["status"] = "succeeded";
  try {
    end = await walk(host, input, plan, tally);
    if (end.error) status = "failed";
  } catch (caught) {
    const error = toAppError(caught);
    if (error.code === "internal") throw caught;
    status = error.code === "cancelled" ? "cancelled" : "failed";
    tally.blocked ??= error.message;
    end = { answer: null, error: { code: error.code, message: error.message } };
  }
  const durationMs = tally.at - Date.parse(input.startedAt);
  const outcomes = await assessGoals(host, input, plan, {
    answer: end.answer,
    status,
    tally,
    durationMs,
    text: input.text,
  });
  const verdict: RunVerdict = { status, answer: end.answer, error: end.error, usage: tally.usage, outcomes };
  host.emit({
    type: "run.finished",
    status,
    answer: end.answer,
    error: end.error,
    usage: tally.usage,
    durationMs,
  });
  await host.finish(verdict);
  return verdict;
}

async function walk(host: RunHost, input: RunInput, plan: RunPlan, tally: Tally): Promise<AgentEnd> {
  const facts: RuleFacts = {
    input: { text: input.text, event: input.event ?? null },
    contact: input.contact,
    conversation: { id: input.conversationId, messages: 0 },
  };
  let at = plan.start(input.triggerNodeId);
  let answer: string | null = null;
  let variant: Variant | undefined;
  for (let steps = 0; at && steps < maxSteps; steps++) {
    const { step, wireId } = at;
    host.emit({ type: "node.entered", nodeId: step.node.id, viaWireId: wireId });
    if (step.does === "assign") {
      const assigned = await assignVariant(host, input, step.node.id, step.settings);
      variant = assigned.variant ?? variant;
      at = plan.next(step.node.id, `to-${assigned.variant?.id}`) ?? plan.next(step.node.id, "then");
      continue;
    }
    if (step.does === "take-turns") {
      const part = ownPart(plan, runAgent, step.node.id);
      const end = await runFirst(host, input, asVariant(step.agent, variant), tally, part);
      return { ...end, answer: joinAnswers(answer, end.answer) };
    }
    if (step.does === "share-work") {
      const end = await shareWork(host, input, step, tally, ownPart(plan, runAgent, step.node.id));
      return { ...end, answer: joinAnswers(answer, end.answer) };
    }
    const taken = step.rule.executor.branch(step.node.config as never, facts);
    host.emit({
      type: "rule.evaluated",
      nodeId: step.node.id,
      branchId: taken.port,
      label: taken.label,
      expression: taken.expression,
      ...(taken.problem === undefined ? {} : { problem: taken.problem }),
    });
    if (taken.answer !== "") {
      answer = joinAnswers(answer, taken.answer);
      host.emit({
        type: "message.completed",
        nodeId: step.node.id,
        messageId: step.node.id,
        text: taken.answer,
        citations: [],
      });
    }
    at = plan.next(step.node.id, taken.port);
  }
  if (answer !== null) return { answer, error: null };
  const message = at
    ? `The run went through ${maxSteps} steps without an answer. Look for a loop of rules.`
    : "Nothing is wired behind the start of this run, so nobody could answer. Wire the trigger to an agent or a rule.";
  return { answer: null, error: { code: at ? "limit_reached" : "blueprint_invalid", message } };
}

function joinAnswers(first: string | null, second: string | null): string | null {
  return first !== null && second !== null ? `${first}\n\n${second}` : (first ?? second);
}

async function assessGoals(
  host: RunHost,
  input: RunInput,
  plan: RunPlan,
  run: RunFacts,
): Promise<RunVerdict["outcomes"]> {
  const outcomes: RunVerdict["outcomes"] = [];
  const later: LaterFacts = { ratings: [], events: [] };
  for (const goal of plan.goals) {
    const criteria = [];
    for (const criterion of goal.settings.criteria) {
      const asksJudge =
        criterion.measure.by === "judge" && run.answer !== null && whyNot(criterion, run) === null;
      const told = asksJudge
        ? await judge(host, {
            stepName: `judge ${goal.node.id} ${criterion.id}`,
            model: "standard",
            rubric: criterion.measure.by === "judge" ? criterion.measure.rubric : "",
            goal: goal.settings.statement,
            question: input.text,
            answer: run.answer ?? "",
            actions: JSON.stringify(run.tally.abilities),
          })
        : null;
      if (told) run.tally.usage = addUsage(run.tally.usage, told.usage);
      for (const note of told?.budgets ?? []) emitNote(host, goal.node.id, note);
      criteria.push(measure(criterion, run, later, told?.judged ?? null));
    }
    // What only feedback can tell may still come, so a goal of nothing else waits.
    const hasOwn = goal.settings.criteria.some(({ whenSilent }) => whenSilent !== "ignore");
    if (hasOwn && criteria.every((one) => one.applies === false)) {
      const reason = "None of its criteria applies to this run.";
      host.emit({ type: "outcome.skipped", nodeId: goal.node.id, title: goal.node.title, reason });
      continue;
    }
    const blocked = run.tally.blocked !== null || run.status !== "succeeded";
    const weighed = verdictOf(criteria, goal.settings.passScore, blocked);
    const assessed = {
      title: goal.node.title,
      ...inTime(weighed, isLate(goal.settings, run.durationMs)),
      criteria,
    };
    host.emit({ type: "outcome.assessed", nodeId: goal.node.id, ...assessed });
    outcomes.push({ goalNodeId: goal.node.id, ...assessed });
  }
  return outcomes;
}
