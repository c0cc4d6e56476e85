import { abilityExecutor } from "#lib/abilities/executors.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import type { TurnToolCall } from "#lib/models/turn-message.ts";
import { attemptAction } from "./attempt-action.ts";
import { checkArguments, type Proposed } from "./check-arguments.ts";
import type { Deliberate } from "./decide-action.ts";
import { gainConsent } from "./gain-consent.ts";
import { reportTrips, showArguments } from "./guard-text.ts";
import { handOver } from "./hand-over.ts";
import type { MemoryPlace, Resumption, RunHost } from "./host.ts";
import { toCited } from "./perceive.ts";
import type { PlannedAgent } from "./plan.ts";
import { prepareAbility } from "./prepare-ability.ts";
import { passageLine } from "./prompt.ts";
import { guardGiven, stopAtBreakpoint } from "./stop-at-breakpoint.ts";
import type { Tally } from "./tally.ts";

/** What goes back to the model for one call. */
export type ActionAnswer = {
  result: unknown;
  isError: boolean;
  /** Set when a person has settled the matter: the last thing they said, and the end of the agent's part. */
  lastWord?: string;
};

/** One ability call: check arguments, policies and approval, act, and turn whatever happens into an answer. */
export async function act(
  host: RunHost,
  agent: PlannedAgent,
  call: TurnToolCall & { invalid?: string },
  actionId: string,
  place: MemoryPlace | null,
  tally: Tally,
  deliberate: Deliberate,
): Promise<ActionAnswer> {
  const ability = agent.abilities.find((candidate) => candidate.settings.name === call.name);
  if (!ability)
    return refuse(
      `There is no ability “${call.name}”. Use one of: ${agent.abilities.map((a) => a.settings.name).join(", ")}.`,
    );
  const { name } = ability.settings;
  const count = tally.abilities[name];
  const { fixed, arguments: schema, traits } = prepareAbility(ability);
  const proposed: Proposed = { actionId, ability, traits, schema };
  host.emit({
    type: "action.proposed",
    nodeId: ability.node.id,
    agentNodeId: agent.node.id,
    actionId,
    ability: ability.settings.ability,
    name,
    title: ability.node.title,
    arguments: showArguments(agent.guards, call.arguments),
    reversibility: traits.reversibility,
    effect: traits.effect,
  });
  const fail = (
    status: "failed" | "unknown" | "rejected" | "blocked",
    code: string,
    message: string,
    attempts = 0,
    durationMs = 0,
  ) => {
    if (count && status === "failed") count.failed += 1;
    else if (count) count.refused += 1;
    if (traits.effect === "write")
      tally.notDone.push({ name, title: ability.node.title, maybe: status === "unknown" });
    host.emit({
      type: "action.failed",
      nodeId: ability.node.id,
      actionId,
      status,
      error: { code, message },
      attempts,
      durationMs,
    });
    return refuse(message);
  };

  if (call.invalid !== undefined)
    return fail(
      "failed",
      "invalid_input",
      `The arguments do not fit: ${call.invalid}. Mend them and call again.`,
    );
  let checked = checkArguments(host, agent, proposed, call.arguments, tally);
  if (!checked.ok) {
    tally.blocked ??= checked.blocked;
    return fail(checked.status, checked.code, checked.message);
  }
  const checkedArguments = checked.args;
  const weighed = await deliberate(ability, checkedArguments, actionId);
  if (weighed.go === "back") return fail("rejected", weighed.code, weighed.message);
  const doubt = weighed.go === "ask" ? weighed.reason : null;
  const standIn = (given: unknown, from: { suppliedBy: string } | { pinned: true }): ActionAnswer => {
    const guarded = guardGiven(host, agent, given);
    if (!guarded.ok) return fail("blocked", "guardrail_blocked", guarded.message);
    const { result } = guarded;
    if (count) count.succeeded += 1;
    noteDone(tally, name, checkedArguments, traits.effect === "write");
    const end = { result, undoable: false, attempts: 0, durationMs: 0, ...from };
    host.emit({ type: "action.completed", nodeId: ability.node.id, actionId, ...end });
    return { result, isError: false };
  };
  const { pinned, supplied } = tally.about;
  const instead = supplied && Object.hasOwn(supplied, actionId) ? supplied[actionId] : undefined;
  if (instead) return standIn(instead.value, { suppliedBy: instead.by });
  if (pinned && Object.hasOwn(pinned, ability.node.id))
    return standIn(pinned[ability.node.id], { pinned: true });
  const paused = { nodeId: ability.node.id, actionId, title: ability.node.title };
  const before = await stopAtBreakpoint(host, "before", { ...paused, arguments: checked.args }, tally);
  if (before?.decision === "skip" || before?.decision === "expire")
    return fail("rejected", "forbidden", skipped(before));
  if (before?.decision === "supply") return standIn(before.result, { suppliedBy: before.by });
  // What a person changes goes past schema, guards, policies and approvals like the model's own arguments.
  if (before?.arguments) {
    checked = checkArguments(host, agent, proposed, before.arguments, tally);
    if (!checked.ok) {
      tally.blocked ??= checked.blocked;
      return fail(checked.status, checked.code, checked.message);
    }
  }
  const consent = await gainConsent(host, agent, proposed, { ...checked, doubt }, tally);
  if (!consent.ok) {
    tally.blocked ??= consent.blocked;
    const answer = fail(consent.status, consent.code, consent.message);
    if (consent.ends) throw new AppError("forbidden", `${consent.blocked} The work ends here.`);
    return answer;
  }
  const { args, answers } = consent;
  // Whatever comes of the action, the agent reads what a person took the trouble to fill in.
  const tell = (answer: ActionAnswer): ActionAnswer =>
    Object.keys(answers).length === 0
      ? answer
      : { ...answer, result: { filledInByPerson: answers, result: answer.result } };
  const changedBy = consent.changedBy || (before?.arguments ? before.by : "");

  host.emit({ type: "action.started", nodeId: ability.node.id, actionId, arguments: args });
  const simulated = host.simulatesWrites === true && traits.effect === "write";
  const agentNodeId = agent.node.id;
  const doing = { actionId, agentNodeId, ability, fixed, args, guards: agent.guards, place, simulated };
  const attempt = await attemptAction(host, doing, tally);
  if (attempt.end === "blocked") tally.blocked ??= attempt.message;
  tally.at += attempt.durationMs;
  reportTrips(host, "result", attempt.trips);
  if (attempt.end !== "succeeded")
    return tell(fail(attempt.end, attempt.code, attempt.message, attempt.attempts, attempt.durationMs));

  let { result } = attempt.value;
  let lastWord: string | null = null;
  if (attempt.value.handoff) {
    const end = await handOver(host, { nodeId: ability.node.id, actionId }, attempt.value.handoff, tally);
    result = end.result;
    lastWord = end.lastWord;
  }
  if (attempt.value.passages) {
    const cited = attempt.value.passages.map((found) => toCited(found, name, tally.citations));
    host.emit({
      type: "knowledge.retrieved",
      nodeId: ability.node.id,
      query: String(args.query ?? ""),
      passages: cited,
      weak: 0,
      durationMs: attempt.durationMs,
      ...(attempt.value.degraded === undefined ? {} : { degraded: attempt.value.degraded }),
    });
    result = { passages: cited.map(passageLine) };
  }
  if (attempt.value.isError ?? false) {
    // Stored steps come back with their keys in another order; a replay must tell the same.
    const said = stableJson(result).slice(0, 2000);
    const answer = fail("failed", "ability_failed", said, attempt.attempts, attempt.durationMs);
    return tell({ ...answer, result });
  }
  const after = await stopAtBreakpoint(host, "after", { ...paused, arguments: args, result }, tally);
  if (after && "result" in after) {
    const given = guardGiven(host, agent, after.result);
    result = given.ok ? given.result : { error: given.message };
  }
  if (count) count.succeeded += 1;
  noteDone(tally, name, args, traits.effect === "write");
  if (attempt.value.remembered && place && !simulated) {
    const nodeId = agent.memories[0]?.node.id ?? ability.node.id;
    host.emit({ type: "memory.written", nodeId, scope: place.scope, ...attempt.value.remembered });
  }
  host.emit({
    type: "action.completed",
    nodeId: ability.node.id,
    actionId,
    result,
    undoable:
      !simulated &&
      attempt.value.undo !== undefined &&
      abilityExecutor(ability.settings.ability)?.undo !== undefined,
    ...(simulated ? { simulated } : {}),
    ...(attempt.value.cachedSeconds === undefined ? {} : { cachedSeconds: attempt.value.cachedSeconds }),
    attempts: attempt.attempts,
    durationMs: attempt.durationMs,
  });
  const { artifact } = attempt.value;
  if (artifact && !simulated)
    host.emit({ type: "artifact.created", nodeId: ability.node.id, actionId, artifact });
  // The model asked for something else than what was done; without being told it would report its own wish.
  const told = changedBy === "" ? result : { changedBy, doneWith: args, result };
  return tell({ result: told, isError: false, ...(lastWord === null ? {} : { lastWord }) });
}

function refuse(message: string): ActionAnswer {
  return { result: { error: message }, isError: true };
}

function skipped({ decision, by, comment }: Resumption): string {
  const who = decision === "expire" ? "nobody ended the pause at its breakpoint in time" : `${by} skipped it`;
  return `This action was not done: ${who}.${comment === "" ? "" : ` Their word: ${comment}`}`;
}

function noteDone(tally: Tally, name: string, args: Record<string, unknown>, wrote: boolean): void {
  tally.notDone = tally.notDone.filter((one) => one.name !== name);
  const before = tally.done[name] ?? { count: 0, sums: {}, wrote };
  const sums = { ...before.sums };
  for (const [key, value] of Object.entries(args))
    if (typeof value === "number") sums[key] = (sums[key] ?? 0) + value;
  tally.done[name] = { count: before.count + 1, sums, wrote };
}
