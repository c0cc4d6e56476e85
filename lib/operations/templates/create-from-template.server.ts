import "server-only";
import type { Database } from "#db/client.server.ts";
import type { StoredBlueprint } from "#db/queries/blueprints.server.ts";
import { findDataset } from "#db/queries/datasets.server.ts";
import { findTable } from "#db/queries/tables.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { StarterData } from "#lib/blueprint/templates/starter-data.ts";
import { templates } from "#lib/blueprint/templates/templates.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { createDataset } from "#lib/knowledge/change-dataset.server.ts";
import { tableColumnsSchema } from "#lib/tables/columns.ts";
import { createTable } from "#lib/tables/store.server.ts";
import { storeBlueprint } from "../blueprints/store-blueprint.server.ts";
import { storeSuite } from "../suites/store-suite.server.ts";

/** Stores a template's blueprint, with the datasets and tables the workspace does not have yet; those it has are used as they are. */
export async function createFromTemplate(
  tx: Database,
  actor: Actor,
  slug: string,
  name: string | undefined,
): Promise<StoredBlueprint> {
  authorize(actor, "blueprint.write");
  authorize(actor, "knowledge.write");
  authorize(actor, "table.write");
  const template = Object.hasOwn(templates, slug) ? templates[slug] : undefined;
  if (!template) {
    const message = `There is no template “${slug}”. There are: ${Object.keys(templates).join(", ")}.`;
    throw new AppError("invalid_input", message, { details: [{ path: "template", message }] });
  }
  for (const dataset of template.data.datasets) await ensureDataset(tx, actor, dataset);
  const made = new Set<string>();
  for (const table of template.data.tables) await ensureTable(tx, actor, table, made);
  const draft = name === undefined ? template.document : { ...template.document, name };
  const stored = await storeBlueprint(tx, actor, draft, `template ${slug}`);
  const blueprintId = stored.id;
  if (template.suite)
    await storeSuite(tx, actor, { ...template.suite, blueprintId, writes: "simulate", runOnPublish: false });
  return stored;
}

async function ensureDataset(
  tx: Database,
  actor: Actor,
  wanted: StarterData["datasets"][number],
): Promise<void> {
  const { workspaceId } = actor;
  if (await findDataset(tx, workspaceId, wanted.key)) return;
  const { key, name, description, documents } = wanted;
  const stored = await createDataset(tx, workspaceId, { name, slug: key, description, documents });
  const after = { name, slug: stored.slug, documents: documents.length };
  await recordAudit(tx, actor, { action: "dataset.created", noun: "dataset", nounId: stored.id, after });
}

async function ensureTable(
  tx: Database,
  actor: Actor,
  wanted: StarterData["tables"][number],
  made: Set<string>,
): Promise<void> {
  const { workspaceId } = actor;
  if (await findTable(tx, workspaceId, wanted.name)) return;
  const columns = tableColumnsSchema.parse(wanted.columns);
  const { name, title, checks = [] } = wanted;
  // Example rows that point at a table the workspace had already would point at rows it does not have.
  const rows = columns.every((one) => !one.references || made.has(one.references.table)) ? wanted.rows : [];
  made.add(name);
  const stored = await createTable(tx, workspaceId, { name, title, columns, checks, rows });
  const after = { name, title, columns, checks, rows: rows.length };
  await recordAudit(tx, actor, { action: "table.created", noun: "table", nounId: stored.id, after });
}
