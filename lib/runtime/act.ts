import type { AbilityResult } from "#lib/abilities/execute-ability.ts";
import { abilityExecutor } from "#lib/abilities/executors.server.ts";
import { AppError, errorTable, toAppError } from "#lib/foundation/errors.ts";
import type { TurnToolCall } from "#lib/models/turn-message.ts";
import { askAbout, askPerson } from "./ask-person.ts";
import type { Deliberate } from "./decide-action.ts";
import { guardText, showArguments } from "./guard-text.ts";
import { handOver } from "./hand-over.ts";
import type { ApprovalDecision, MemoryPlace, RunHost } from "./host.ts";
import { toCited } from "./perceive.ts";
import type { PlannedAbility, PlannedAgent } from "./plan.ts";
import { prepareAbility } from "./prepare-ability.ts";
import { passageLine } from "./prompt.ts";
import type { Tally } from "./tally.ts";

/** What goes back to the model for one call. */
export type ActionAnswer = {
  result: unknown;
  isError: boolean;
  /** Set when a person has settled the matter: the last thing they said, and the end of the agent's part. */
  lastWord?: string;
};

/** How one attempt ended, as stored by its step. */
type Attempt =
  | { end: "succeeded"; value: AbilityResult; attempts: number; durationMs: number }
  | { end: "failed" | "unknown"; code: string; message: string; attempts: number; durationMs: number };

const retryPauseMs = 200;

/** One ability call: check arguments, guards and approval, act once, and turn whatever happens into an answer. */
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
  const count = tally.abilities[ability.settings.name];
  const { fixed, arguments: schema, traits } = prepareAbility(ability);
  host.emit({
    type: "action.proposed",
    nodeId: ability.node.id,
    agentNodeId: agent.node.id,
    actionId,
    ability: ability.settings.ability,
    name: ability.settings.name,
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

  const parsed = call.invalid === undefined ? schema.safeParse(call.arguments) : null;
  if (!parsed?.success) {
    const why =
      call.invalid ??
      parsed?.error?.issues
        .map((issue) => `${issue.path.join(".") || "arguments"}: ${issue.message}`)
        .join("; ");
    return fail("failed", "invalid_input", `The arguments do not fit: ${why}. Mend them and call again.`);
  }

  const guarded = guardText(host, agent.guards, "action", JSON.stringify(parsed.data));
  if (guarded.blocked) {
    tally.blocked ??= `The guardrail “${guarded.by}” blocked an action.`;
    return fail("blocked", "guardrail_blocked", `The guardrail “${guarded.by}” does not allow this.`);
  }
  const masked = schema.safeParse(JSON.parse(guarded.text));
  let changedBy = "";
  let args = (masked.success ? masked.data : parsed.data) as Record<string, unknown>;

  const weighed = await deliberate(ability, args, actionId);
  if (weighed.go === "back") return fail("rejected", weighed.code, weighed.message);
  let asked = 0;
  const questions: (() => Promise<ApprovalDecision | null>)[] = ability.approvals.map(
    (approval) => () => askPerson(host, approval, { actionId, ability, args }, tally),
  );
  if (weighed.go === "ask")
    questions.push(async () =>
      asked > 0
        ? null
        : askAbout(host, { nodeId: ability.node.id, ...weighed }, { actionId, ability, args }, tally),
    );
  for (const question of questions) {
    const decision = await question();
    if (decision === null) continue;
    asked += 1;
    if (decision.decision !== "approve") {
      const why = decision.decision === "expire" ? "nobody decided in time" : `${decision.by} said no`;
      const word = decision.comment === "" ? "" : ` Their word: ${decision.comment}`;
      tally.blocked ??= `An approval was not given: ${why}.`;
      return fail("rejected", "forbidden", `This was not approved: ${why}.${word} It has not been done.`);
    }
    if (decision.arguments) {
      const edited = schema.safeParse(decision.arguments);
      if (!edited.success)
        return fail("rejected", "invalid_input", "The changed arguments do not fit the ability.");
      args = edited.data as Record<string, unknown>;
      changedBy = decision.by;
    }
  }

  host.emit({ type: "action.started", nodeId: ability.node.id, actionId, arguments: args });
  const attempt = await host.step(`act ${actionId}`, () =>
    attemptAction(host, ability, fixed, args, actionId, place),
  );
  tally.at += attempt.durationMs;
  if (attempt.end !== "succeeded")
    return fail(attempt.end, attempt.code, attempt.message, attempt.attempts, attempt.durationMs);

  let { result } = attempt.value;
  let lastWord: string | null = null;
  if (attempt.value.handoff) {
    const end = await handOver(host, { nodeId: ability.node.id, actionId }, attempt.value.handoff, tally);
    result = end.result;
    lastWord = end.lastWord;
  }
  if (attempt.value.passages) {
    const cited = attempt.value.passages.map((found) =>
      toCited(found, ability.settings.name, tally.citations),
    );
    host.emit({
      type: "knowledge.retrieved",
      nodeId: ability.node.id,
      query: String(args.query ?? ""),
      passages: cited,
      weak: 0,
      durationMs: attempt.durationMs,
    });
    result = { passages: cited.map(passageLine) };
  }
  const isError = attempt.value.isError ?? false;
  if (isError) return failSoftly(result);
  if (count) count.succeeded += 1;
  if (attempt.value.remembered && place) {
    const nodeId = agent.memories[0]?.node.id ?? ability.node.id;
    host.emit({ type: "memory.written", nodeId, scope: place.scope, ...attempt.value.remembered });
  }
  host.emit({
    type: "action.completed",
    nodeId: ability.node.id,
    actionId,
    result,
    undoable:
      attempt.value.undo !== undefined && abilityExecutor(ability.settings.ability)?.undo !== undefined,
    attempts: attempt.attempts,
    durationMs: attempt.durationMs,
  });
  // The model asked for something else than what was done; without being told it would report its own wish.
  const told = changedBy === "" ? result : { changedBy, doneWith: args, result };
  return { result: told, isError: false, ...(lastWord === null ? {} : { lastWord }) };

  function failSoftly(said: unknown): ActionAnswer {
    const answer = fail(
      "failed",
      "ability_failed",
      JSON.stringify(said).slice(0, 2000),
      attempt.attempts,
      attempt.durationMs,
    );
    return { ...answer, result: said };
  }
}

function simulated(args: Record<string, unknown>): AbilityResult {
  return { result: { simulated: true, note: "This is a fork: nothing was really done.", arguments: args } };
}

function refuse(message: string): ActionAnswer {
  return { result: { error: message }, isError: true };
}

async function attemptAction(
  host: RunHost,
  ability: PlannedAbility,
  fixed: never,
  args: Record<string, unknown>,
  actionId: string,
  place: MemoryPlace | null,
): Promise<Attempt> {
  if (host.simulates && prepareAbility(ability).traits.effect === "write")
    return { end: "succeeded", value: simulated(args), attempts: 0, durationMs: 0 };
  const started = host.now();
  const elapsed = () => host.now() - started;
  const claim = await host.action.claim({
    key: actionId,
    nodeId: ability.node.id,
    ability: ability.settings.ability,
    arguments: args,
  });
  if (claim.state === "done")
    return {
      end: "succeeded",
      value: { result: claim.result, undo: claim.undo },
      attempts: 1,
      durationMs: elapsed(),
    };
  const { traits } = prepareAbility(ability);
  const repeatable = traits.effect === "read" || traits.honoursKey;
  if (claim.state === "interrupted" && !repeatable) {
    const message =
      "The action was cut off and may have happened. It is not repeated; check with the other side.";
    await host.action.settle(actionId, { status: "unknown", error: { code: "unavailable", message } });
    return { end: "unknown", code: "unavailable", message, attempts: 1, durationMs: elapsed() };
  }
  const executor = abilityExecutor(ability.settings.ability);
  if (!executor) throw new AppError("internal", `This build has no ability “${ability.settings.ability}”.`);
  for (let attempts = 1; ; attempts++) {
    try {
      const timeout = AbortSignal.timeout(ability.settings.timeoutMs);
      const signal = AbortSignal.any([host.signal, timeout]);
      const value = await executor.act(host.action.context(actionId, place, signal), fixed, args);
      await host.action.settle(actionId, {
        status: value.isError ? "failed" : "succeeded",
        result: value.result,
        undo: value.undo,
      });
      return { end: "succeeded", value, attempts, durationMs: elapsed() };
    } catch (caught) {
      if (host.signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
      const error = toAppError(caught);
      const mayRetry = errorTable[error.code].retry && repeatable && attempts <= ability.settings.retries;
      if (mayRetry) {
        await new Promise((resolve) => setTimeout(resolve, retryPauseMs * 2 ** (attempts - 1)));
        continue;
      }
      const message = error.code === "internal" ? "The ability failed unexpectedly." : error.message;
      await host.action.settle(actionId, { status: "failed", error: { code: error.code, message } });
      return { end: "failed", code: error.code, message, attempts, durationMs: elapsed() };
    }
  }
}
