import "server-only";
import { database } from "#db/client.server.ts";
import { findStanding } from "#db/queries/blueprints.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { blueprintFileText, type FiledSuite, readBlueprintFile } from "#lib/blueprint/blueprint-file.ts";
import { reportImport } from "#lib/blueprint/import-report.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { checkPatterns } from "../suites/check-cases.server.ts";
import { fileSuites, unfileSuites } from "../suites/file-suites.server.ts";
import { isAgent } from "../suites/manage-suites.server.ts";
import { requireVersion } from "./blueprint-versions.server.ts";
import { presentSummary, requireBlueprint } from "./present-blueprint.server.ts";
import { readWorld } from "./read-world.server.ts";
import { storeBlueprint } from "./store-blueprint.server.ts";

/** The draft or a version as the stable text that Git should see, with its suites, for download. */
export async function exportBlueprint(
  actor: Actor,
  idOrSlug: string,
  { version, withSuites }: { version: number | undefined; withSuites: boolean },
): Promise<Response> {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug, { asStored: true });
  const document =
    version === undefined ? blueprint.draft : (await requireVersion(database(), blueprint, version)).document;
  const suites = withSuites ? await fileSuites(database(), actor.workspaceId, blueprint.id) : [];
  return new Response(blueprintFileText({ document, suites }), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${blueprint.slug}.json"`,
      "cache-control": "no-store",
    },
  });
}

/** Reports what a foreign document asks for and, when told to, stores it as a draft with its suites. Nothing of it runs. */
export async function importBlueprint(actor: Actor, given: { document?: unknown; create: boolean }) {
  authorize(actor, given.create ? "blueprint.write" : "read");
  const { document, suites } = readBlueprintFile(given.document);
  for (const [at, { cases }] of suites.entries()) checkPatterns(cases, `suites.${at}.cases`);
  const world = await readWorld(database(), actor.workspaceId);
  const report = { ...reportImport(document, world), suites: reportSuites(document, suites) };
  if (!given.create) return { report, blueprint: null };
  return await database().transaction(async (tx) => {
    const stored = await storeBlueprint(tx, actor, document, "import");
    await unfileSuites(tx, actor, stored, suites);
    const standing = await findStanding(tx, actor.workspaceId, stored.id);
    return { report, blueprint: presentSummary({ ...stored, ...standing }) };
  });
}

function reportSuites(document: Blueprint, suites: readonly FiledSuite[]) {
  return suites.map(({ name, agentNodeId, writes, cases }) => ({
    name,
    cases: cases.length,
    /** False where it tests an agent the document does not have; it is then stored for the whole blueprint. */
    keepsAgent: agentNodeId === null || isAgent(document, agentNodeId),
    /** True where its abilities wrote for real; here they are simulated until somebody decides otherwise. */
    wroteForReal: writes === "real",
  }));
}
