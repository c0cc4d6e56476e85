import "server-only";
import { database } from "#db/client.server.ts";
import {
  listCounted,
  listResults,
  listSuiteRuns as queryRuns,
  requestSuiteCancel,
  type StoredResult,
} from "#db/queries/suite-runs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { suiteContracts } from "#lib/api/contracts/suites.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { compareResults } from "#lib/learning/compare-results.ts";
import {
  countedOf,
  presentSuiteRun,
  presentSuiteRuns,
  requireSuite,
  requireSuiteRun,
} from "./present-suite.server.ts";

type Contracts = typeof suiteContracts;

const historyDepth = 200;

/** A page of a suite's runs, newest first. */
export async function listSuiteRuns(actor: Actor, { params, query }: ContractInput<Contracts["runs"]>) {
  authorize(actor, "read");
  const suite = await requireSuite(database(), actor, params.id);
  const page = toPage(await queryRuns(database(), actor.workspaceId, suite.id, query), query.limit);
  return { ...page, items: await presentSuiteRuns(database(), actor.workspaceId, page.items) };
}

/** The newest finished run of each version tested, newest version first, the draft before all. */
export async function readHistory(actor: Actor, { params }: ContractInput<Contracts["history"]>) {
  authorize(actor, "read");
  const suite = await requireSuite(database(), actor, params.id);
  const runs = await queryRuns(database(), actor.workspaceId, suite.id, { limit: historyDepth });
  const finished = runs.filter(({ status }) => status === "finished");
  const newest = [...Map.groupBy(finished, ({ version }) => version).values()].flatMap((group) =>
    group.slice(0, 1),
  );
  const presented = await presentSuiteRuns(database(), actor.workspaceId, newest);
  const place = (version: number | null) => version ?? Number.POSITIVE_INFINITY;
  const items = presented
    .sort((one, other) => (place(one.version) < place(other.version) ? 1 : -1))
    .map(({ version, id, finishedAt, createdAt, score }) => ({
      version,
      suiteRunId: id,
      finishedAt: finishedAt ?? createdAt,
      score,
    }));
  return { items };
}

/** One suite run with the result of every case. */
export async function getSuiteRun(actor: Actor, { params }: ContractInput<Contracts["getRun"]>) {
  authorize(actor, "read");
  const run = await requireSuiteRun(database(), actor, params.id);
  const results = await listResults(database(), actor.workspaceId, [run.id]);
  return { ...presentSuiteRun(run, results.map(countedOf)), results: results.map(presentResult) };
}

/** Asks for a suite run to be stopped; the workers stop the runs of its cases. */
export async function cancelSuiteRun(actor: Actor, { params }: ContractInput<Contracts["cancelRun"]>) {
  authorize(actor, "run.control");
  return await database().transaction(async (tx) => {
    const run = await requireSuiteRun(tx, actor, params.id);
    if (!(await requestSuiteCancel(tx, actor.workspaceId, run.id)))
      throw new AppError("conflict", `This suite run has already ended (${run.status}).`);
    const after = { suiteRun: run.id };
    await recordAudit(tx, actor, { action: "suite.cancelled", noun: "suite", nounId: run.suiteId, after });
    return presentSuiteRun(run, await listCounted(tx, actor.workspaceId, [run.id]));
  });
}

/** Which cases went otherwise in a run than in the one given as `with`, which counts as the earlier one. */
export async function compareSuiteRuns(actor: Actor, { params, query }: ContractInput<Contracts["compare"]>) {
  authorize(actor, "read");
  const after = await requireSuiteRun(database(), actor, params.id);
  const before = await requireSuiteRun(database(), actor, query.with);
  if (before.suiteId !== after.suiteId) {
    const message = "The two runs belong to different suites. Choose two of the same one.";
    throw new AppError("invalid_input", message, { details: [{ path: "with", message }] });
  }
  const results = await listResults(database(), actor.workspaceId, [before.id, after.id]);
  const of = (id: string) => results.filter(({ suiteRunId }) => suiteRunId === id);
  return {
    before: presentSuiteRun(before, of(before.id).map(countedOf)),
    after: presentSuiteRun(after, of(after.id).map(countedOf)),
    flips: compareResults(of(before.id).map(compared), of(after.id).map(compared)),
  };
}

function compared({ caseId, status, content }: StoredResult) {
  return { caseId, status, title: content.title };
}

function presentResult(row: StoredResult) {
  const { id, caseId, status, checks, error, runIds, turns, durationMs, content, usage } = row;
  const costUsd = usage?.costUsd ?? null;
  return { id, caseId, case: content, status, checks, error, runIds, turns, costUsd, durationMs };
}
