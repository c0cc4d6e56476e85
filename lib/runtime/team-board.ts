import { AppError } from "#lib/foundation/errors.ts";
import type { BoardTask, RunHost, RunInput } from "./host.ts";
import type { PlannedStep } from "./plan.ts";
import { mergeTally, type Tally } from "./tally.ts";
import { announce, doWork } from "./team-delegate.ts";
import type { AgentEnd, AgentPart } from "./team-part.ts";
import type { Partner } from "./team-partners.ts";

type Board = Extract<PlannedStep, { does: "share-work" }>;

const mostTasks = 100;
const lookAgainMs = 500;
/** A member that fails so often in a row leaves the rest to others. */
const mostFailures = 3;

/**
 * Peers work on a board: each takes a free task, does it and takes the next, until nothing is open. Nobody hands tasks
 * out; the store decides who has one. What each took is kept, so that a run that goes on takes the same again.
 */
export async function shareWork(
  host: RunHost,
  input: RunInput,
  board: Board,
  tally: Tally,
  part: AgentPart,
): Promise<AgentEnd> {
  const boardId = board.node.id;
  const { tasks, leaseSeconds, mostTries } = board.board.executor.settings(board.node.config as never);
  const texts = tasks.length > 0 ? tasks : linesOf(input.text);
  const posted = texts.slice(0, mostTasks).map((text, index): BoardTask => ({ id: String(index + 1), text }));
  if (posted.length === 0 || board.partners.length === 0) {
    const message =
      posted.length === 0
        ? "There is no task on the board. Write one a line, or put tasks on the node."
        : "Nobody works on the board. Wire it to an agent.";
    return { answer: null, error: { code: "blueprint_invalid", message } };
  }
  tally.at = await host.step(`post ${boardId}`, async () => {
    await host.board.post(boardId, posted);
    return host.now();
  });
  for (const { id, text } of posted)
    host.emit({ type: "task.changed", nodeId: boardId, taskId: id, text, state: "posted", byNodeId: null });

  const members = await Promise.allSettled(
    board.partners.map((partner) =>
      workOn(host, input, { boardId, partner, leaseSeconds, mostTries, board }, part, tally),
    ),
  );
  for (const member of members) {
    if (member.status === "rejected") throw member.reason;
    for (const own of member.value) {
      mergeTally(tally, own);
      tally.at = Math.max(tally.at, own.at);
    }
  }
  const done = await host.step(`read ${boardId}`, () => host.board.read(boardId));
  const left = done.filter(({ state }) => state !== "done");
  const answer = done
    .map(({ text, state, result }) => `- ${text}: ${state === "done" ? inWords(result) : "not done"}`)
    .join("\n");
  host.emit({ type: "message.completed", nodeId: boardId, messageId: boardId, text: answer, citations: [] });
  if (left.length === 0) return { answer, error: null };
  tally.blocked = `${left.length} of ${done.length} tasks were not done.`;
  return {
    answer,
    error: { code: "ability_failed", message: `${tally.blocked} See the run's log for why.` },
  };
}

type Membership = {
  boardId: string;
  partner: Partner;
  leaseSeconds: number;
  mostTries: number;
  board: Board;
};

async function workOn(
  host: RunHost,
  input: RunInput,
  { boardId, partner, leaseSeconds, mostTries, board }: Membership,
  part: AgentPart,
  tally: Tally,
): Promise<Tally[]> {
  const memberId = partner.nodeId;
  const lane = `${boardId}~${memberId}`;
  const emit = (state: "taken" | "done" | "given-back" | "failed", task: BoardTask) =>
    host.emit({
      type: "task.changed",
      nodeId: boardId,
      taskId: task.id,
      text: task.text,
      state,
      byNodeId: memberId,
      within: lane,
    });
  const isAlone = board.partners.length === 1;
  const tallies: Tally[] = [];
  let at = tally.at;
  let failures = 0;
  for (let round = 1; ; round++) {
    const { task, over } = await host.step(`take ${lane} ${round}`, () =>
      takeNext(host, boardId, memberId, { leaseSeconds, isAlone }, failures >= mostFailures),
    );
    if (over || task === null) return tallies;
    emit("taken", task);
    const { costUsd, tokens, seconds } = limitsOf(partner);
    const work = {
      id: `${lane}.${round}`,
      groupId: boardId,
      how: "board" as const,
      partner,
      by: board,
      task: task.text,
      limits: { costUsd, tokens, seconds },
    };
    const before: Tally = { ...tally, at };
    announceWithin(host, lane, work, part);
    const end = await doWork(host, input, work, part, before, host.signal);
    if (end.status === "cancelled") throw new AppError("cancelled", "The run was cancelled.");
    tallies.push(end.tally);
    at = end.tally.at;
    const worked = end.status === "succeeded";
    failures = worked ? 0 : failures + 1;
    const state = await host.step(`settle ${lane} ${round}`, async () => {
      const all = await host.board.read(boardId);
      const tries = all.find(({ id }) => id === task.id)?.tries ?? 1;
      const next = worked ? "done" : tries >= mostTries ? "failed" : "open";
      const result = worked ? end.result : (end.error?.message ?? null);
      await host.board.settle(boardId, { taskId: task.id, memberId }, { state: next, result });
      return next;
    });
    emit(state === "open" ? "given-back" : state, task);
  }
}

// Waits while others still have tasks: one of them may be given back. A member that failed too often leaves.
async function takeNext(
  host: RunHost,
  boardId: string,
  memberId: string,
  how: { leaseSeconds: number; isAlone: boolean },
  leaves: boolean,
): Promise<{ task: BoardTask | null; over: boolean }> {
  if (leaves) return { task: null, over: true };
  for (;;) {
    if (host.signal.aborted) throw new AppError("cancelled", "The run was cancelled.");
    const { task, open } = await host.board.take(boardId, memberId, how);
    if (task) return { task, over: false };
    if (open === 0) return { task: null, over: true };
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

function announceWithin(
  host: RunHost,
  lane: string,
  work: Parameters<typeof announce>[1],
  part: AgentPart,
): void {
  announce({ ...host, emit: (event) => host.emit({ ...event, within: lane }) }, work, part);
}

function limitsOf({ terms }: Partner) {
  return { costUsd: terms.maxCostUsd, tokens: terms.maxTokens, seconds: terms.maxSeconds };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*(?:[-*]|\d+[.)])\s+/, "").trim())
    .filter((line) => line !== "");
}

function inWords(result: unknown): string {
  return typeof result === "string" ? result : JSON.stringify(result);
}
