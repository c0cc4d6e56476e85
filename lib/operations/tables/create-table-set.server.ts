import "server-only";
import { database } from "#db/client.server.ts";
import { countRows, findTable } from "#db/queries/tables.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import type { ContractInput, ContractOutput } from "#lib/api/contract.ts";
import type { createTableSetContract } from "#lib/api/contracts/tables.ts";
import { tableColumnsSchema } from "#lib/tables/columns.ts";
import { crmTables } from "#lib/tables/crm.ts";
import { createTable } from "#lib/tables/store.server.ts";
import { presentTable } from "./present-table.ts";

const sets = { crm: crmTables };

/** Makes what is missing of a bundled set, all in one transaction; a table that exists is never touched. */
export async function createTableSet(
  actor: Actor,
  { set, withExamples }: ContractInput<typeof createTableSetContract>["body"],
): Promise<ContractOutput<typeof createTableSetContract>> {
  authorize(actor, "table.write");
  return await database().transaction(async (tx) => {
    const tables: ContractOutput<typeof createTableSetContract>["tables"] = [];
    const known = new Set<string>();
    for (const { name } of sets[set]) if (await findTable(tx, actor.workspaceId, name)) known.add(name);
    for (const { name, title, columns: given, rows } of sets[set]) {
      const existing = await findTable(tx, actor.workspaceId, name);
      if (existing) {
        const count = await countRows(tx, actor.workspaceId, existing.id);
        tables.push({ table: presentTable(existing, count), created: false });
        continue;
      }
      const columns = tableColumnsSchema.parse(given);
      // Examples point at each other, so they come only where all of their tables are new.
      const filled = withExamples && known.size === 0 ? rows : [];
      const table = await createTable(tx, actor.workspaceId, { name, title, columns, rows: filled });
      const after = { name, title, columns, rows: filled.length };
      await recordAudit(tx, actor, { action: "table.created", noun: "table", nounId: table.id, after });
      tables.push({ table: presentTable(table, filled.length), created: true });
    }
    return { tables };
  });
}
