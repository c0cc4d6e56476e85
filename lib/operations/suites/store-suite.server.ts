import "server-only";
import type { Database } from "#db/client.server.ts";
import { countSuites, insertCases, insertSuite, type StoredSuite } from "#db/queries/suites.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { ContractInput } from "#lib/api/contract.ts";
import type { suiteContracts } from "#lib/api/contracts/suites.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { suiteLimits } from "#lib/suites/suite-case.ts";

/** Stores a suite with its cases; the caller has checked them and holds the blueprint's row. */
export async function storeSuite(
  tx: Database,
  actor: Actor,
  given: ContractInput<(typeof suiteContracts)["create"]>["body"],
): Promise<StoredSuite> {
  const { cases, ...fields } = given;
  const { workspaceId } = actor;
  if ((await countSuites(tx, workspaceId, fields.blueprintId)) >= suiteLimits.suitesPerBlueprint) {
    const message = `A blueprint has at most ${suiteLimits.suitesPerBlueprint} suites. Delete one first.`;
    throw new AppError("conflict", message);
  }
  const suite = await insertSuite(tx, workspaceId, fields);
  await insertCases(tx, workspaceId, suite.id, cases);
  const after = { ...fields, cases: cases.length };
  await recordAudit(tx, actor, { action: "suite.created", noun: "suite", nounId: suite.id, after });
  return suite;
}
