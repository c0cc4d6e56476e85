import "server-only";
import type { Database } from "#db/client.server.ts";
import type { StoredBlueprint } from "#db/queries/blueprints.server.ts";
import { listCases, listSuites } from "#db/queries/suites.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import type { FiledSuite } from "#lib/blueprint/blueprint-file.ts";
import { suiteLimits } from "#lib/suites/suite-case.ts";
import { isAgent } from "./manage-suites.server.ts";
import { storeSuite } from "./store-suite.server.ts";

/** A blueprint's suites as they go into a file, oldest first, so that a new one changes no line of the others. */
export async function fileSuites(
  database: Database,
  workspaceId: string,
  blueprintId: string,
): Promise<FiledSuite[]> {
  const limit = suiteLimits.suitesPerBlueprint;
  const stored = await listSuites(database, workspaceId, { blueprintId }, { limit });
  const filed: FiledSuite[] = [];
  for (const { id, name, description, agentNodeId, writes, runOnPublish } of stored.toReversed()) {
    const cases = await listCases(database, workspaceId, id, { limit: suiteLimits.cases });
    filed.push({
      name,
      description,
      agentNodeId,
      writes: writes === "real" ? "real" : "simulate",
      runOnPublish,
      cases: cases.map(({ content }) => content),
    });
  }
  return filed;
}

/** Stores the suites of a file for a blueprint just made; one of an agent it lacks becomes one of the whole blueprint. */
export async function unfileSuites(
  tx: Database,
  actor: Actor,
  { id, draft }: StoredBlueprint,
  suites: readonly FiledSuite[],
): Promise<void> {
  for (const suite of suites) {
    const isThere = suite.agentNodeId !== null && isAgent(draft, suite.agentNodeId);
    await storeSuite(tx, actor, {
      ...suite,
      blueprintId: id,
      agentNodeId: isThere ? suite.agentNodeId : null,
      // A file from elsewhere may bring tests, but not the decision that they write for real.
      writes: "simulate",
    });
  }
}
