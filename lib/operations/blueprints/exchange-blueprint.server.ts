import "server-only";
import { database } from "#db/client.server.ts";
import { findStanding } from "#db/queries/blueprints.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { reportImport } from "#lib/blueprint/import-report.ts";
import { blueprintText } from "#lib/blueprint/stable.ts";
import { readBlueprint } from "#lib/blueprint/upgrade.ts";
import { requireVersion } from "./blueprint-versions.server.ts";
import { presentSummary, requireBlueprint } from "./present-blueprint.server.ts";
import { readWorld } from "./read-world.server.ts";
import { storeBlueprint } from "./store-blueprint.server.ts";

/** The draft or a version as the stable text that Git should see, for download. */
export async function exportBlueprint(
  actor: Actor,
  idOrSlug: string,
  version: number | undefined,
): Promise<Response> {
  authorize(actor, "read");
  const blueprint = await requireBlueprint(database(), actor.workspaceId, idOrSlug);
  const document =
    version === undefined ? blueprint.draft : (await requireVersion(database(), blueprint, version)).document;
  return new Response(blueprintText(document), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${blueprint.slug}.json"`,
      "cache-control": "no-store",
    },
  });
}

/** Reports what a foreign document asks for and, when told to, stores it as a draft. Nothing of it runs. */
export async function importBlueprint(actor: Actor, given: { document?: unknown; create: boolean }) {
  authorize(actor, given.create ? "blueprint.write" : "read");
  const document = readBlueprint(given.document);
  const world = await readWorld(database(), actor.workspaceId);
  const report = reportImport(document, world);
  if (!given.create) return { report, blueprint: null };
  return await database().transaction(async (tx) => {
    const stored = await storeBlueprint(tx, actor, document, "import");
    const standing = await findStanding(tx, actor.workspaceId, stored.id);
    return { report, blueprint: presentSummary({ ...stored, ...standing }) };
  });
}
