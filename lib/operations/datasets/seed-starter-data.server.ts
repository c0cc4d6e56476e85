import "server-only";
import type { Database } from "#db/client.server.ts";
import { findDataset } from "#db/queries/datasets.server.ts";
import { findTable } from "#db/queries/tables.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { StarterData } from "#lib/blueprint/templates/starter-data.ts";
import { createDataset } from "#lib/knowledge/change-dataset.server.ts";
import { datasetSlug } from "#lib/knowledge/slug.ts";
import { tableColumnsSchema } from "#lib/tables/columns.ts";
import { createTable } from "#lib/tables/store.server.ts";

/** Where the template's data lies in the workspace now, by the names the template uses. */
export type SeededData = { datasets: Record<string, { id: string; slug: string }>; tables: string[] };

/**
 * Stores a template's datasets and tables in the caller's transaction. What the workspace already has under the
 * same slug or table name is used as it is, so that a template chosen twice shares its data.
 */
export async function seedStarterData(tx: Database, actor: Actor, data: StarterData): Promise<SeededData> {
  authorize(actor, "knowledge.write");
  authorize(actor, "table.write");
  const { workspaceId } = actor;
  const seeded: SeededData = { datasets: {}, tables: [] };
  for (const { key, name, description, documents } of data.datasets) {
    const slug = datasetSlug(key);
    const existing = await findDataset(tx, workspaceId, slug);
    const dataset =
      existing ?? (await createDataset(tx, workspaceId, { name, slug, description, documents }));
    seeded.datasets[key] = { id: dataset.id, slug: dataset.slug };
    if (existing) continue;
    const after = { name, slug: dataset.slug, documents: documents.length };
    await recordAudit(tx, actor, { action: "dataset.created", noun: "dataset", nounId: dataset.id, after });
  }
  for (const { name, title, columns, rows } of data.tables) {
    seeded.tables.push(name);
    if (await findTable(tx, workspaceId, name)) continue;
    const parsed = tableColumnsSchema.parse(columns);
    const table = await createTable(tx, workspaceId, { name, title, columns: parsed, rows });
    const after = { name, title, columns: parsed, rows: rows.length };
    await recordAudit(tx, actor, { action: "table.created", noun: "table", nounId: table.id, after });
  }
  return seeded;
}
