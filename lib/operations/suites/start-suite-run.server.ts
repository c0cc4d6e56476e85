import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { findVersion } from "#db/queries/blueprints.server.ts";
import { countUnfinished, findSuiteRun, insertSuiteRun, listCounted } from "#db/queries/suite-runs.server.ts";
import { listCases, listSuites, type StoredSuite } from "#db/queries/suites.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { suiteContracts } from "#lib/api/contracts/suites.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { suiteLimits } from "#lib/suites/suite-case.ts";
import { requireBlueprint } from "../blueprints/present-blueprint.server.ts";
import { draftToRun } from "../blueprints/publish-pins.server.ts";
import { isAgent } from "./manage-suites.server.ts";
import { presentSuiteRun, requireSuite } from "./present-suite.server.ts";

type Start = (typeof suiteContracts)["start"];
type Tested = { version: number | null; document: Blueprint };

const mostUnfinished = 3;

/** Starts a suite: each case is stored as pending at once, and the workers take it from there. */
export async function startSuiteRun(actor: Actor, { params, body }: ContractInput<Start>) {
  authorize(actor, "run.start");
  return await database().transaction(async (tx) => {
    const suite = await requireSuite(tx, actor, params.id, true);
    const tested = await testedBy(tx, actor, suite, body.version);
    if ((await countUnfinished(tx, actor.workspaceId, suite.id)) >= mostUnfinished) {
      const message = `This suite is running ${mostUnfinished} times already. Wait for one, or cancel it.`;
      throw new AppError("conflict", message);
    }
    const id = await queueRun(tx, actor, suite, tested, "person");
    const run = await findSuiteRun(tx, actor.workspaceId, id);
    if (!run) throw new AppError("internal", "The suite run was not stored.");
    return presentSuiteRun(run, await listCounted(tx, actor.workspaceId, [id]));
  });
}

/** Starts, within the publishing transaction, every suite that runs on publish. */
export async function startSuitesOnPublish(
  tx: Database,
  actor: Actor,
  blueprintId: string,
  tested: Tested,
): Promise<void> {
  const page = { limit: suiteLimits.suitesPerBlueprint };
  const suites = await listSuites(tx, actor.workspaceId, { blueprintId }, page);
  for (const suite of suites) if (suite.runOnPublish) await queueRun(tx, actor, suite, tested, "publish");
}

async function queueRun(
  tx: Database,
  actor: Actor,
  suite: StoredSuite,
  { version, document }: Tested,
  cause: "person" | "publish",
): Promise<string> {
  const { workspaceId } = actor;
  const cases = await listCases(tx, workspaceId, suite.id, { limit: suiteLimits.cases });
  const { agentNodeId, writes, blueprintId } = suite;
  // Publishing does not fail over its tests: what cannot run is shown as a suite run that failed.
  const error = startProblem(document, agentNodeId, cases.length);
  if (error !== undefined && cause === "person") throw new AppError("conflict", error);
  const startedBy = actor.name;
  const run = { suiteId: suite.id, blueprintId, version, agentNodeId, writes, cause, startedBy };
  const id = await insertSuiteRun(
    tx,
    workspaceId,
    { ...run, document: version === null ? document : null, ...(error === undefined ? {} : { error }) },
    cases,
  );
  const after = { suiteRun: id, version, cause, writes, cases: cases.length };
  await recordAudit(tx, actor, { action: "suite.started", noun: "suite", nounId: suite.id, after });
  return id;
}

function startProblem(document: Blueprint, agentNodeId: string | null, cases: number): string | undefined {
  if (cases === 0) return "This suite has no cases yet. Add one first.";
  if (agentNodeId === null || isAgent(document, agentNodeId)) return undefined;
  return "The agent this suite tests is not in this version. Point the suite to another one.";
}

async function testedBy(
  tx: Database,
  actor: Actor,
  suite: StoredSuite,
  wanted: "live" | "draft" | number,
): Promise<Tested> {
  const blueprint = await requireBlueprint(tx, actor.workspaceId, suite.blueprintId);
  if (wanted === "draft") {
    const document = await draftToRun(tx, actor.workspaceId, blueprint.id, blueprint.draft);
    return { version: null, document };
  }
  const number = wanted === "live" ? blueprint.liveVersion : wanted;
  if (number === null)
    throw new AppError("conflict", "This blueprint has not been published yet. Test its draft.");
  const stored = await findVersion(tx, actor.workspaceId, blueprint.id, number);
  if (!stored) throw new AppError("not_found", `“${blueprint.name}” has no version ${number}.`);
  return { version: number, document: stored.document };
}
