import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import {
  countWhatIfRuns,
  findWhatIf,
  listWhatIfRuns,
  readRunsOfWhatIf,
  type StoredWhatIf,
} from "#db/queries/what-ifs.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractOutput } from "#lib/api/contract.ts";
import { forkSchema, runSchema } from "#lib/api/contracts/runs.ts";
import { whatIfContracts } from "#lib/api/contracts/what-ifs.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { pairedDifference } from "#lib/learning/paired-difference.ts";

type Contracts = typeof whatIfContracts;
type Shown = ContractOutput<Contracts["start"]>;
type Table = Pick<ContractOutput<Contracts["get"]>, "rows" | "totals">;
type Row = Table["rows"][number];

const shownChanges = z.record(z.string(), z.unknown());
const shape = whatIfContracts.start.response.shape;

/** What-ifs as the API answers them, with how far they are. */
export async function presentWhatIfs(workspaceId: string, found: readonly StoredWhatIf[]): Promise<Shown[]> {
  const ids = found.map(({ id }) => id);
  const counts = new Map((await countWhatIfRuns(database(), workspaceId, ids)).map((one) => [one.id, one]));
  return found.map((one) => ({
    id: one.id,
    blueprintId: one.blueprintId,
    name: one.name,
    against: one.against,
    changes: shownChanges.parse(one.changes),
    status: shape.status.parse(one.status),
    total: counts.get(one.id)?.total ?? 0,
    done: counts.get(one.id)?.done ?? 0,
    startedBy: one.startedBy,
    createdAt: one.createdAt.toISOString(),
    finishedAt: one.finishedAt?.toISOString() ?? null,
  }));
}

/** One what-if of the actor's workspace; throws `not_found`. */
export async function requireWhatIf(actor: Actor, id: string): Promise<StoredWhatIf> {
  const found = await findWhatIf(database(), actor.workspaceId, id);
  if (!found) throw new AppError("not_found", "There is no such what-if in this workspace.");
  return found;
}

/** The past runs of a what-if beside their forks, and what they come to. */
export async function tableOfWhatIf(workspaceId: string, id: string): Promise<Table> {
  const stored = await listWhatIfRuns(database(), workspaceId, id);
  const ids = stored.flatMap(({ parentId, forkId }) => (forkId ? [parentId, forkId] : [parentId]));
  const runs = new Map((await readRunsOfWhatIf(database(), workspaceId, ids)).map((run) => [run.id, run]));
  const rows = stored.flatMap(({ parentId, forkId, status, error }): Row[] => {
    const [parent, fork] = [runs.get(parentId), forkId ? runs.get(forkId) : undefined];
    if (!parent) return [];
    const reused = fork ? forkSchema.parse(fork.fork).reused : { turns: 0, costUsd: 0 };
    const before = sideOf(parent, 0);
    const after = fork?.finishedAt ? sideOf(fork, reused.costUsd) : null;
    const changed = after && wordsOf(after.answer) !== wordsOf(before.answer);
    const state = z.enum(["pending", "running", "done", "refused", "cancelled"]).parse(status);
    const { text = "" } = parent.trigger as { text?: string };
    const reusedTurns = reused.turns;
    return [
      { parentId, forkId: fork ? forkId : null, state, error, text, before, after, changed, reusedTurns },
    ];
  });
  return { rows, totals: totalsOf(rows) };
}

type RunOfTable = Awaited<ReturnType<typeof readRunsOfWhatIf>>[number];

function sideOf(run: RunOfTable, takenOverUsd: number | null): Row["before"] {
  const usage = runSchema.shape.usage.safeParse(run.usage).data;
  const outcome = runSchema.shape.outcome.parse(run.outcome);
  const whole = usage ? usage.costUsd : null;
  const started = run.startedAt ?? run.createdAt;
  return {
    status: run.status,
    verdict: outcome?.verdict ?? null,
    score: outcome?.score ?? null,
    costUsd: whole === null || takenOverUsd === null ? null : Math.max(0, whole - takenOverUsd),
    durationMs: run.finishedAt ? run.finishedAt.getTime() - started.getTime() : null,
    answer: run.answer,
  };
}

function wordsOf(answer: string | null): string {
  return (answer ?? "").trim().replace(/\s+/g, " ");
}

function totalsOf(rows: readonly Row[]): Table["totals"] {
  const pairs = rows.flatMap(({ before, after, changed }) => (after ? [{ before, after, changed }] : []));
  const met = ({ verdict }: Row["before"]) => verdict === "met";
  const better = pairs.filter(({ before, after }) => !met(before) && met(after)).length;
  const worse = pairs.filter(({ before, after }) => met(before) && !met(after)).length;
  return {
    compared: pairs.length,
    metBefore: pairs.filter(({ before }) => met(before)).length,
    metAfter: pairs.filter(({ after }) => met(after)).length,
    better,
    worse,
    difference: pairedDifference(better, worse, pairs.length),
    costBefore: sumOf(pairs.map(({ before }) => before.costUsd)),
    costAfter: sumOf(pairs.map(({ after }) => after.costUsd)),
    durationBefore: medianOf(pairs.map(({ before }) => before.durationMs)),
    durationAfter: medianOf(pairs.map(({ after }) => after.durationMs)),
    changedAnswers: pairs.filter(({ changed }) => changed).length,
  };
}

// A sum of which a part is unknown is unknown.
function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (sum: number | null, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  const middle = Math.floor(known.length / 2);
  const [low, high] = [known[middle - 1], known[middle]];
  if (high === undefined) return null;
  return known.length % 2 === 1 || low === undefined ? high : (low + high) / 2;
}
