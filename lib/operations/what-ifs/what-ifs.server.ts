import "server-only";
import Papa from "papaparse";
import { database } from "#db/client.server.ts";
import { findVersion } from "#db/queries/blueprints.server.ts";
import {
  countOpenWhatIfs,
  insertWhatIf,
  listPastRuns,
  listWhatIfs as queryWhatIfs,
  requestWhatIfCancel,
} from "#db/queries/what-ifs.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import { type whatIfContracts, whatIfLimits } from "#lib/api/contracts/what-ifs.ts";
import { toPage } from "#lib/api/pagination.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { toCellText } from "#lib/foundation/spreadsheet-text.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { changeDocument } from "../runs/prepare-fork.server.ts";
import { presentWhatIfs, requireWhatIf, tableOfWhatIf } from "./present-what-if.server.ts";

type Contracts = typeof whatIfContracts;
type Wish = ContractInput<Contracts["start"]>["body"];

/** The what-ifs of a blueprint, newest first. */
export async function listWhatIfs(actor: Actor, { query }: ContractInput<Contracts["list"]>) {
  authorize(actor, "read");
  const { blueprintId, ...page } = query;
  await requireBlueprint(database(), actor.workspaceId, blueprintId);
  const found = toPage(await queryWhatIfs(database(), actor.workspaceId, blueprintId, page), query.limit);
  return { ...found, items: await presentWhatIfs(actor.workspaceId, found.items) };
}

/** Stores a what-if with its past runs; the workers take it from there. */
export async function startWhatIf(actor: Actor, { body }: ContractInput<Contracts["start"]>) {
  authorize(actor, "run.start");
  const { workspaceId } = actor;
  const { blueprintId, name, against, changes } = body;
  const blueprint = await requireBlueprint(database(), workspaceId, blueprintId);
  const document = await documentFor(workspaceId, blueprint, against);
  // What no run could be given is refused before the first one is.
  if (document) changeDocument(document, changes);
  const id = await database().transaction(async (tx) => {
    if ((await countOpenWhatIfs(tx, workspaceId)) >= whatIfLimits.open)
      throw new AppError(
        "conflict",
        `${whatIfLimits.open} changes are being tried already. Wait for one, or cancel it.`,
      );
    const parentIds = await pastRuns(workspaceId, body);
    const stored = { blueprintId, name, against: String(against), document, changes, startedBy: actor.name };
    const made = await insertWhatIf(tx, workspaceId, stored, parentIds);
    const after = { blueprintId, against, changes, runs: parentIds.length };
    await recordAudit(tx, actor, { action: "what-if.started", noun: "what-if", nounId: made, after });
    return made;
  });
  return await present(actor, id);
}

/** One what-if with its table. */
export async function getWhatIf(actor: Actor, { params, query }: ContractInput<Contracts["get"]>) {
  authorize(actor, "read");
  const [shown, table] = await Promise.all([
    present(actor, params.id),
    tableOfWhatIf(actor.workspaceId, params.id),
  ]);
  return query.format === "csv" ? csvResponse(params.id, table.rows) : { ...shown, ...table };
}

/** Asks for a what-if to be stopped. */
export async function cancelWhatIf(actor: Actor, { params }: ContractInput<Contracts["cancel"]>) {
  authorize(actor, "run.control");
  const { status } = await requireWhatIf(actor, params.id);
  if (!(await requestWhatIfCancel(database(), actor.workspaceId, params.id)))
    throw new AppError("conflict", `This what-if has already ended (${status}).`);
  await recordAudit(database(), actor, { action: "what-if.cancelled", noun: "what-if", nounId: params.id });
  return await present(actor, params.id);
}

async function present(actor: Actor, id: string): Promise<ContractOutput<Contracts["start"]>> {
  const [shown] = await presentWhatIfs(actor.workspaceId, [await requireWhatIf(actor, id)]);
  if (!shown) throw new AppError("internal", "The what-if was not stored.");
  return shown;
}

async function documentFor(
  workspaceId: string,
  blueprint: { id: string; name: string; draft: Blueprint },
  against: Wish["against"],
): Promise<Blueprint | null> {
  if (against === "same") return null;
  if (against === "draft") return blueprint.draft;
  const stored = await findVersion(database(), workspaceId, blueprint.id, against);
  if (stored) return stored.document;
  throw new AppError("invalid_input", `“${blueprint.name}” has no version ${against}.`, {
    details: [{ path: "against", message: "no such version" }],
  });
}

async function pastRuns(workspaceId: string, { blueprintId, runs }: Wish): Promise<string[]> {
  const ids = "ids" in runs ? [...new Set(runs.ids)] : undefined;
  const wanted = "ids" in runs ? { ids } : { version: runs.version, verdict: runs.verdict };
  const most = "newest" in runs ? runs.newest : whatIfLimits.runs;
  const found = await listPastRuns(database(), workspaceId, blueprintId, wanted, most);
  const missing = ids?.findIndex((id) => !found.includes(id)) ?? -1;
  if (missing >= 0)
    throw new AppError(
      "invalid_input",
      "Only runs of this blueprint that have ended, and are neither forks nor tests, can be tried again.",
      { details: [{ path: `runs.ids.${missing}`, message: "not an ended run of this blueprint" }] },
    );
  if (found.length === 0)
    throw new AppError("conflict", "No run of this blueprint that has ended fits. Choose others.");
  return found;
}

function csvResponse(id: string, rows: Awaited<ReturnType<typeof tableOfWhatIf>>["rows"]): Response {
  const data = rows.map(({ parentId, forkId, state, error, text, before, after, changed, reusedTurns }) => ({
    run: parentId,
    fork: forkId ?? "",
    state,
    error: toCellText(error ?? ""),
    message: toCellText(text),
    goal_before: before.verdict ?? "",
    goal_after: after?.verdict ?? "",
    status_before: before.status,
    status_after: after?.status ?? "",
    cost_usd_before: before.costUsd ?? "",
    cost_usd_after: after?.costUsd ?? "",
    ms_before: before.durationMs ?? "",
    ms_after: after?.durationMs ?? "",
    turns_taken_over: reusedTurns,
    answer_changed: changed ?? "",
    answer_before: toCellText(before.answer ?? ""),
    answer_after: toCellText(after?.answer ?? ""),
  }));
  return new Response(`${Papa.unparse(data)}\r\n`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="what-if-${id}.csv"`,
      "cache-control": "no-store",
    },
  });
}
