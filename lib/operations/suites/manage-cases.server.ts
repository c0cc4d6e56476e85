import "server-only";
import { type Database, database } from "#db/client.server.ts";
import {
  clearCases,
  countCases,
  deleteCase,
  findCase,
  insertCases,
  listCases as queryList,
  replaceCase as queryReplace,
  type StoredSuite,
} from "#db/queries/suites.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { suiteContracts } from "#lib/api/contracts/suites.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { readCasesCsv, writeCasesCsv } from "#lib/suites/case-csv.ts";
import { suiteLimits } from "#lib/suites/suite-case.ts";
import { checkPatterns } from "./check-cases.server.ts";
import { presentCase, requireSuite } from "./present-suite.server.ts";

type Contracts = typeof suiteContracts;

/** A page of a suite's cases in their order. */
export async function listCases(actor: Actor, { params, query }: ContractInput<Contracts["cases"]>) {
  authorize(actor, "read");
  const suite = await requireSuite(database(), actor, params.id);
  const page = { limit: query.limit + 1, after: query.cursor };
  const { items, ...rest } = toPage(
    await queryList(database(), actor.workspaceId, suite.id, page),
    query.limit,
  );
  return { ...rest, items: items.map(presentCase) };
}

/** Adds a case at the end. */
export async function addCase(actor: Actor, { params, body }: ContractInput<Contracts["addCase"]>) {
  authorize(actor, "blueprint.write");
  checkPatterns([body], "");
  return await database().transaction(async (tx) => {
    const suite = await requireSuite(tx, actor, params.id, true);
    await refuseOverflow(tx, actor, suite, 1);
    const [stored] = await insertCases(tx, actor.workspaceId, suite.id, [body]);
    if (!stored) throw new AppError("internal", "The case was not stored.");
    const after = { case: stored.id, title: body.title };
    await recordAudit(tx, actor, { action: "suite.case-added", noun: "suite", nounId: suite.id, after });
    return presentCase(stored);
  });
}

/** Replaces what a case says and expects. */
export async function replaceCase(actor: Actor, { params, body }: ContractInput<Contracts["replaceCase"]>) {
  authorize(actor, "blueprint.write");
  checkPatterns([body], "");
  return await database().transaction(async (tx) => {
    const suite = await requireSuite(tx, actor, params.id, true);
    const before = await findCase(tx, actor.workspaceId, suite.id, params.caseId);
    const stored = await queryReplace(tx, actor.workspaceId, suite.id, params.caseId, body);
    if (!before || !stored) throw noSuchCase();
    await recordAudit(tx, actor, {
      action: "suite.case-changed",
      noun: "suite",
      nounId: suite.id,
      before: { case: before.id, ...before.content },
      after: { case: stored.id, ...stored.content },
    });
    return presentCase(stored);
  });
}

/** Deletes a case. */
export async function removeCase(actor: Actor, { params }: ContractInput<Contracts["removeCase"]>) {
  authorize(actor, "blueprint.write");
  await database().transaction(async (tx) => {
    const suite = await requireSuite(tx, actor, params.id, true);
    const found = await findCase(tx, actor.workspaceId, suite.id, params.caseId);
    if (!found || !(await deleteCase(tx, actor.workspaceId, suite.id, params.caseId))) throw noSuchCase();
    const before = { case: found.id, title: found.content.title };
    await recordAudit(tx, actor, { action: "suite.case-deleted", noun: "suite", nounId: suite.id, before });
  });
}

/** All cases as a download. */
export async function exportCases(
  actor: Actor,
  { params, query }: ContractInput<Contracts["exportCases"]>,
): Promise<Response> {
  authorize(actor, "read");
  const suite = await requireSuite(database(), actor, params.id);
  const rows = await queryList(database(), actor.workspaceId, suite.id, { limit: suiteLimits.cases });
  const cases = rows.map(({ content }) => content);
  const isCsv = query.format === "csv";
  const body = isCsv ? writeCasesCsv(cases) : `${JSON.stringify({ cases }, null, 2)}\n`;
  return new Response(body, {
    headers: {
      "content-type": isCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="cases.${query.format}"`,
      "cache-control": "no-store",
    },
  });
}

/** Adds cases from JSON or CSV, all or none; `replace` takes the old ones away first. */
export async function importCases(actor: Actor, { params, body }: ContractInput<Contracts["importCases"]>) {
  authorize(actor, "blueprint.write");
  const { cases, problems } =
    body.csv === undefined ? { cases: body.cases ?? [], problems: [] } : readCasesCsv(body.csv);
  const [first] = problems;
  if (first) {
    const message = `Nothing was imported. ${first.path}: ${first.message}`;
    throw new AppError("invalid_input", message, { details: problems.slice(0, 100) });
  }
  checkPatterns(cases, "cases");
  return await database().transaction(async (tx) => {
    const suite = await requireSuite(tx, actor, params.id, true);
    if (body.replace) await clearCases(tx, actor.workspaceId, suite.id);
    await refuseOverflow(tx, actor, suite, cases.length);
    await insertCases(tx, actor.workspaceId, suite.id, cases);
    const after = { imported: cases.length, replaced: body.replace };
    await recordAudit(tx, actor, { action: "suite.cases-imported", noun: "suite", nounId: suite.id, after });
    return { imported: cases.length };
  });
}

async function refuseOverflow(tx: Database, actor: Actor, suite: StoredSuite, more: number): Promise<void> {
  const counts = await countCases(tx, actor.workspaceId, [suite.id]);
  if ((counts.get(suite.id) ?? 0) + more <= suiteLimits.cases) return;
  throw new AppError("conflict", `A suite has at most ${suiteLimits.cases} cases. Make a second suite.`);
}

function noSuchCase(): AppError {
  return new AppError("not_found", "There is no such case in this suite.");
}
