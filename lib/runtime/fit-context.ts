import type { TurnMessage, TurnTool } from "#lib/models/turn-message.ts";
import { boundCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { type Condensed, condense, mergeCheckpoint } from "./condense.ts";
import { contextSize, messageTokens } from "./context-size.ts";
import type { ContextWatch } from "./context-watch.ts";
import { hideText } from "./guard-text.ts";
import type { Shown } from "./prompt.ts";
import { resultByReference, resultTakenOut } from "./result-by-reference.ts";
import { modelOfTurn, type Seat } from "./take-turn.ts";
import type { AgentEnd } from "./team-part.ts";

/** What the next turn would be asked with; composed anew after every change. */
export type NextPrompt = {
  shown: Shown;
  messages: TurnMessage[];
  compose: () => { system: string; tools: TurnTool[] };
};

/** Messages that only make sense together: an exchange, or what was called with what came back. */
type Group = { from: number; size: number; tokens: number; kind: "exchange" | "question" | "work" };

/**
 * Makes the next prompt fit the model's window: earlier messages give way to a checkpoint once the author's share is
 * passed. Without a summary the oldest results and then the oldest messages are left out with a note. Changes `shown` and
 * `messages`; gives the end of the agent's part where the message alone is too long.
 */
export async function fitContext(seat: Seat, next: NextPrompt, reason = ""): Promise<AgentEnd | null> {
  const watch = seat.context;
  if (!watch) return null;
  const { model } = modelOfTurn(seat, next.messages, seat.taken + 1);
  const window = watch.learned ?? watch.windows[model]?.tokens ?? null;
  if (window === null) return null;
  const { agent } = seat;
  const sizeOf = (messages: readonly TurnMessage[]) =>
    contextSize({ ...next.compose(), messages }, window, watch.factor).estimated;
  const before = sizeOf(next.messages);
  const most = Math.floor(window * agent.settings.compactAt);
  if (before <= most && reason === "") return null;

  const hard = window - Math.min(512, Math.floor(window * 0.1));
  const groups = groupsOf(next.messages, watch);
  const question = groups.find((group) => group.kind === "question");
  const fixed = sizeOf(question ? next.messages.slice(question.from, question.from + 1) : []);
  if (fixed > hard) return tooLarge(model, fixed, window);

  const forCheckpoint = Math.min(1500, Math.floor(window * 0.15));
  const room = (Math.floor(most * 0.7) - fixed - forCheckpoint) / watch.factor;
  const gone = groupsToReplace(groups, room);
  watch.compactions += 1;
  const replaced = { exchanges: 0, messages: 0, results: [] as string[] };
  let done: Condensed | null = null;
  let { throughRun } = watch;
  if (gone.length > 0) {
    const old = gone.flatMap(({ from, size }) => next.messages.slice(from, from + size));
    const earlier = next.shown.checkpoint ?? null;
    done = await condense(seat, watch, earlier, old);
    const keep = (checkpoint: Checkpoint) => {
      next.shown.checkpoint = boundCheckpoint(hidden(seat, checkpoint), forCheckpoint);
    };
    if (!done.written) for (const id of takeOutResults(next.messages, gone)) replaced.results.push(id);
    if (done.written || sizeOf(next.messages) > most) {
      replaced.exchanges = gone.filter((group) => group.kind === "exchange").length;
      replaced.messages = old.length;
      replaced.results = old.flatMap((message) => (message.role === "tool" ? [message.toolCallId] : []));
      const note = done.written ? (earlier?.note ?? "") : `${old.length} earlier messages are left out here.`;
      keep(mergeCheckpoint(earlier, done.written, old, note));
      const last = removeGroups(next.messages, gone, watch);
      if (done.written && last !== null) throughRun = last;
    }
  }
  for (const id of shrinkResults(
    next.messages,
    () => sizeOf(next.messages) > (gone.length > 0 ? hard : most),
  ))
    if (!replaced.results.includes(id)) replaced.results.push(id);
  const after = sizeOf(next.messages);
  if (replaced.messages === 0 && replaced.results.length === 0)
    return after > hard || reason !== "" ? tooLarge(model, after, window) : null;
  watch.throughRun = throughRun;
  seat.host.emit({
    type: "context.compacted",
    nodeId: agent.node.id,
    number: watch.compactions,
    turn: seat.taken + 1,
    window,
    tokensBefore: before,
    tokensAfter: after,
    replaced,
    throughRun,
    how: done?.written ? "condensed" : "left-out",
    reason: [reason, done?.problem ?? ""].filter((part) => part !== "").join(" "),
    checkpoint: next.shown.checkpoint ?? { facts: [], decisions: [], open: [], ids: [], note: "" },
    provider: done?.provider ?? "",
    model: done?.model ?? "",
    usage: done?.usage ?? { inputTokens: 0, outputTokens: 0, costUsd: 0 },
    durationMs: done?.durationMs ?? 0,
  });
  return after > hard ? tooLarge(model, after, window) : null;
}

function tooLarge(model: string, tokens: number, window: number): AgentEnd {
  const message = `This needs about ${tokens} tokens, and the window of ${model} has ${window}. Shorten the message or the instructions, or choose a model with a larger window.`;
  return { answer: null, error: { code: "too_large", message } };
}

function groupsOf(messages: readonly TurnMessage[], watch: ContextWatch): Group[] {
  const groups: Group[] = [];
  let at = 0;
  const push = (size: number, kind: Group["kind"]) => {
    const tokens = messages.slice(at, at + size).reduce((sum, message) => sum + messageTokens(message), 0);
    groups.push({ from: at, size, tokens, kind });
    at += size;
  };
  for (const { size } of watch.past) push(size, "exchange");
  if (at < messages.length) push(1, "question");
  while (at < messages.length) {
    // Whatever follows what the model said, up to the next thing it says, belongs to it.
    const next = messages.findIndex((message, index) => index > at && message.role === "assistant");
    push((next === -1 ? messages.length : next) - at, "work");
  }
  return groups;
}

// The newest stay while they fit; what the model has just been told stays in any case.
function groupsToReplace(groups: readonly Group[], room: number): Group[] {
  let left = room;
  const gone: Group[] = [];
  let isFull = false;
  for (const [index, group] of [...groups].reverse().entries()) {
    if (group.kind === "question") continue;
    const isLatest = index === 0 && group.kind === "work";
    isFull ||= group.tokens > left && !isLatest;
    if (isFull) gone.unshift(group);
    else left -= group.tokens;
  }
  return gone;
}

/** Takes groups out and gives the last run among them, or null where none was one of the conversation's. */
function removeGroups(messages: TurnMessage[], gone: readonly Group[], watch: ContextWatch): string | null {
  const exchanges = gone.filter((group) => group.kind === "exchange").length;
  const last = watch.past.slice(0, exchanges).at(-1)?.runId ?? null;
  for (const { from, size } of [...gone].reverse()) messages.splice(from, size);
  watch.past.splice(0, exchanges);
  return last;
}

function takeOutResults(messages: TurnMessage[], gone: readonly Group[]): string[] {
  const taken: string[] = [];
  for (const { from, size } of gone)
    for (let at = from; at < from + size; at++) {
      const message = messages[at];
      if (message?.role !== "tool") continue;
      messages[at] = { ...message, result: resultTakenOut(message.toolCallId) };
      taken.push(message.toolCallId);
    }
  return taken;
}

/** Shows less of the largest results for as long as it is still too much. */
function shrinkResults(messages: TurnMessage[], isTooMuch: () => boolean): Set<string> {
  const shrunk = new Set<string>();
  for (const limit of [8000, 3000, 1000, 300])
    for (const [at, message] of messages.entries()) {
      if (message.role !== "tool" || !isTooMuch()) continue;
      const result = resultByReference(message.result, message.toolCallId, limit);
      if (result === message.result) continue;
      messages[at] = { ...message, result };
      shrunk.add(message.toolCallId);
    }
  return shrunk;
}

// A model wrote it from what it had read: the same guards look at it as at an answer.
function hidden({ agent }: Seat, checkpoint: Checkpoint): Checkpoint {
  const hide = (texts: string[]) => texts.map((text) => hideText(agent.guards, "output", text));
  return {
    facts: hide(checkpoint.facts),
    decisions: hide(checkpoint.decisions),
    open: hide(checkpoint.open),
    ids: hide(checkpoint.ids),
    note: checkpoint.note,
  };
}
