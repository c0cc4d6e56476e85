import "server-only";
import type { Database } from "#db/client.server.ts";
import { listDatasets } from "#db/queries/datasets.server.ts";
import { listSecrets } from "#db/queries/secrets.server.ts";
import { listTables } from "#db/queries/tables.server.ts";
import type { World } from "#lib/blueprint/checks/references.ts";

const most = 10_000;

/** The names a document of this workspace may refer to. */
export async function readWorld(database: Database, workspaceId: string): Promise<World> {
  const datasets = await listDatasets(database, workspaceId, { limit: most });
  const tables = await listTables(database, workspaceId, { limit: most });
  const secrets = await listSecrets(database, workspaceId);
  return { datasets, tables, secrets: secrets.map((secret) => secret.name) };
}
