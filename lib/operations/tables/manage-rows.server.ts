import "server-only";
import { z } from "zod";
import { database } from "#db/client.server.ts";
import { deleteRows, type StoredRow, selectRows } from "#db/queries/tables.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { type Actor, authorize } from "#lib/access/permissions.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { changeRow, insertRow, requireRow, requireTable, toRowFilter } from "#lib/tables/store.server.ts";

const whereSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A page of rows; whatever is not `limit`, `cursor`, `q` or `where` is a column to match loosely. */
export async function listRows(
  actor: Actor,
  name: string,
  query: { limit: number; cursor?: string | undefined; q?: string | undefined; where?: string | undefined },
) {
  authorize(actor, "read");
  const { limit, cursor, q, where, ...byColumn } = query;
  const table = await requireTable(database(), actor.workspaceId, name);
  const filter = toRowFilter(table.columns, { ...parseWhere(where), ...byColumn }, q);
  const page = { limit: limit + 1, ...(cursor ? { cursor } : {}) };
  const rows = await selectRows(database(), actor.workspaceId, table.id, filter, page);
  const cut = toPage(rows, limit);
  return { ...cut, items: cut.items.map(presentRow) };
}

/** One row. */
export async function getRow(actor: Actor, name: string, id: string) {
  authorize(actor, "read");
  const table = await requireTable(database(), actor.workspaceId, name);
  return presentRow(await requireRow(database(), actor.workspaceId, table, id));
}

/** Adds a row. */
export async function addRow(actor: Actor, name: string, values: Record<string, unknown>) {
  authorize(actor, "table.write");
  return await database().transaction(async (tx) => {
    const table = await requireTable(tx, actor.workspaceId, name);
    const { rowId, after } = await insertRow(tx, actor.workspaceId, name, values);
    await recordAudit(tx, actor, {
      action: "row.created",
      noun: "row",
      nounId: rowId,
      after: { table: name, ...after },
    });
    return presentRow(await requireRow(tx, actor.workspaceId, table, rowId));
  });
}

/** Changes the given columns of a row. */
export async function updateRow(
  actor: Actor,
  name: string,
  id: string,
  change: { values: Record<string, unknown>; revision?: number | undefined },
) {
  authorize(actor, "table.write");
  return await database().transaction(async (tx) => {
    const table = await requireTable(tx, actor.workspaceId, name);
    const row = await requireRow(tx, actor.workspaceId, table, id, true);
    const { before, after } = await changeRow(
      tx,
      actor.workspaceId,
      table,
      row,
      change.values,
      change.revision,
    );
    await recordAudit(tx, actor, {
      action: "row.updated",
      noun: "row",
      nounId: id,
      before: { table: name, ...before },
      after: { table: name, ...after },
    });
    return presentRow(await requireRow(tx, actor.workspaceId, table, id));
  });
}

/** Removes a row. */
export async function deleteRow(actor: Actor, name: string, id: string): Promise<void> {
  authorize(actor, "table.write");
  await database().transaction(async (tx) => {
    const table = await requireTable(tx, actor.workspaceId, name);
    const row = await requireRow(tx, actor.workspaceId, table, id, true);
    await deleteRows(tx, actor.workspaceId, table.id, [id]);
    const before = { table: name, ...row.values };
    await recordAudit(tx, actor, { action: "row.deleted", noun: "row", nounId: id, before });
  });
}

function parseWhere(where: string | undefined): Record<string, unknown> {
  if (where === undefined) return {};
  const wrong = 'where must be a JSON object of columns and values, such as {"number":1042}.';
  const details = [{ path: "where", message: wrong }];
  let json: unknown;
  try {
    json = JSON.parse(where);
  } catch (cause) {
    throw new AppError("invalid_input", wrong, { details, cause });
  }
  const parsed = whereSchema.safeParse(json);
  if (!parsed.success) throw new AppError("invalid_input", wrong, { details });
  return parsed.data;
}

function presentRow(row: StoredRow) {
  const { id, values, revision } = row;
  return {
    id,
    values,
    revision,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
