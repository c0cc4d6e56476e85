import "server-only";
import type { Pool } from "pg";
import { readResumption } from "#db/queries/breakpoints.server.ts";
import { readDecision } from "#db/queries/people.server.ts";
import {
  admitAgent,
  postTasks,
  readBoard,
  reportAgent,
  settleTask,
  takeTask,
} from "#db/queries/teams.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import type { RunHost } from "#lib/runtime/host.ts";
import { whileDatabaseReturns } from "./database-retry.server.ts";

const lookEveryMs = 400;

/** What agents of a run reach together: how well each has worked lately, and the boards they share. */
export function teamDoors(
  pool: Pool,
  run: { workspaceId: string; blueprintId: string; runId: string },
): Pick<RunHost, "circuit" | "board"> {
  const { workspaceId, blueprintId, runId } = run;
  const of = (boardId: string) => ({ workspaceId, runId, boardId });
  return {
    circuit: {
      admit: (nodeId, breaker) => admitAgent(pool, { workspaceId, blueprintId, nodeId }, breaker),
      report: (nodeId, worked, breaker) =>
        reportAgent(pool, { workspaceId, blueprintId, nodeId }, worked, breaker),
    },
    board: {
      post: (boardId, tasks) => postTasks(pool, of(boardId), tasks),
      take: (boardId, memberId, how) => takeTask(pool, of(boardId), memberId, how),
      settle: (boardId, taken, end) => settleTask(pool, of(boardId), taken, end),
      read: (boardId) => readBoard(pool, of(boardId)),
    },
  };
}

/**
 * Waits for what a person decides by looking at the approval or the pause itself. Durable waits are told apart by their order,
 * which work that goes on side by side does not have.
 */
export async function listenForDecision(
  pool: Pool,
  runId: string,
  topic: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<unknown> {
  const [, what, id] = /^(approval|breakpoint):(.+)$/.exec(topic) ?? [];
  if (id === undefined) throw new AppError("internal", `Nobody can listen for “${topic}” beside other work.`);
  const read = what === "breakpoint" ? readResumption : readDecision;
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    if (signal.aborted) throw new AppError("cancelled", "This work is no longer needed.");
    const decision = await whileDatabaseReturns(() => read(pool, runId, id));
    if (decision !== undefined) return decision;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return null;
}
