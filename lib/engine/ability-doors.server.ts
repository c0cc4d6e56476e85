import "server-only";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { oncePerKey, rolledBack } from "#db/queries/action-ledger.server.ts";
import { deleteArtifact, insertArtifact } from "#db/queries/artifacts.server.ts";
import {
  deleteMemories,
  listMemories,
  type MemoryWriter,
  type StoredMemory,
  writeMemory,
} from "#db/queries/memories.server.ts";
import { deleteNotice, insertNotice } from "#db/queries/notices.server.ts";
import type { AbilityContext, RowChange, TableRowChange } from "#lib/abilities/execute-ability.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import type { Embed } from "#lib/access/workspace-models.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { searchDataset } from "#lib/knowledge/search.server.ts";
import { bindEgress } from "#lib/net/bind-egress.server.ts";
import type { Egress } from "#lib/net/egress.server.ts";
import type { MemoryPlace } from "#lib/runtime/host.ts";
import { findRows, insertRow, restoreRow, updateRow } from "#lib/tables/store.server.ts";
import { followUpDoor } from "./follow-up-door.server.ts";

const mostArtifactBytes = 5 * 1024 * 1024;

/** What the doors of one run open on. */
export type DoorsOf = {
  pool: Pool;
  database: Database;
  egress: Egress;
  workspaceId: string;
  blueprintId: string;
  runId: string;
  conversationId: string;
  triggerNodeId: string;
  version: "live" | "draft";
  secret: AbilityContext["secret"];
  embed: Embed;
};

/**
 * The narrow doors an ability is handed, all bound to one workspace, run and idempotency key. Through dry doors
 * nothing of tables and memory stays changed.
 */
export function abilityDoors(
  of: DoorsOf,
  key: string,
  place: MemoryPlace | null,
  signal: AbortSignal,
  dry = false,
): AbilityContext {
  const { pool, database, workspaceId, runId } = of;
  const memoryPlace = () => {
    if (!place)
      throw new AppError("ability_failed", "This agent is wired to no memory, so nothing can be kept.");
    return { blueprintId: of.blueprintId, scope: place.scope, scopeId: place.scopeId };
  };
  const once = <T>(work: (inside: Database) => Promise<T>) =>
    dry ? rolledBack(pool, work) : oncePerKey(pool, runId, key, work);
  const agent = { kind: "system", id: runId, name: "Agent of a run", workspaceId, role: "viewer" } as const;
  const audited = async (inside: Database, action: string, table: string, work: Promise<RowChange>) => {
    const change = await work;
    const [before, after] = [change.before, change.after].map((values) => values && { table, ...values });
    const { rowId: nounId } = change;
    await recordAudit(inside, agent, { action, noun: "row", nounId, before, after: { ...after, runId } });
    return change;
  };
  return {
    runId,
    idempotencyKey: `${runId}:${key}`,
    signal,
    secret: of.secret,
    http: bindEgress(of.egress, signal),
    search: (dataset, query, limit) =>
      searchDataset(database, workspaceId, { dataset, version: null, query, limit, signal }, of.embed),
    tables: {
      find: (table, match, options) => findRows(database, workspaceId, table, match, options),
      insert: (table, values) =>
        once((inside) =>
          audited(inside, "row.created", table, insertRow(inside, workspaceId, table, values)),
        ),
      update: (table, match, values) =>
        once((inside) =>
          audited(inside, "row.updated", table, updateRow(inside, workspaceId, table, match, values)),
        ),
      restore: async (table, change) => {
        if (!dry) await restoreRow(database, workspaceId, table, change);
      },
      writeAll: (writes) =>
        once(async (inside) => {
          const changes: TableRowChange[] = [];
          for (const { table, ...write } of writes) {
            const [action, work] =
              "insert" in write
                ? ["row.created", insertRow(inside, workspaceId, table, write.insert)]
                : ["row.updated", updateRow(inside, workspaceId, table, write.find, write.set)];
            changes.push({ table, ...(await audited(inside, action, table, work)) });
          }
          return changes;
        }),
      restoreAll: async (changes) => {
        if (dry) return;
        await database.transaction(async (tx) => {
          for (const { table, ...change } of changes.toReversed())
            await restoreRow(tx, workspaceId, table, change);
        });
      },
    },
    memory: {
      write: async (name, value) => {
        const at = memoryPlace();
        if (dry) return;
        await database.transaction(async (tx) => {
          const writer = { runId, nodeId: place?.by ?? null, actionKey: key };
          const written = await writeMemory(tx, workspaceId, { ...at, key: name, value }, writer);
          // What several agents share is audited; a value is told by its version, not repeated.
          if (written && isShared(at.scope)) await auditMemory(tx, workspaceId, written, writer);
        });
      },
      read: async (name) => {
        const found = await listMemories(database, workspaceId, memoryPlace(), {
          ...(name === null ? {} : { key: name }),
          limit: 50,
        });
        return found.map((one) => ({
          key: one.key,
          value: one.value,
          updatedAt: one.updatedAt.toISOString(),
        }));
      },
      remove: async (name) => {
        const at = memoryPlace();
        if (!dry) await deleteMemories(database, workspaceId, at, name);
      },
    },
    notices: {
      send: async (notice) =>
        dry
          ? { id: "simulated" }
          : { id: await insertNotice(database, workspaceId, { runId, key, ...notice }) },
      withdraw: async (id) => {
        if (!dry && !(await deleteNotice(database, workspaceId, runId, id)))
          throw new AppError("conflict", "This notice is no longer there.");
      },
    },
    followUps: followUpDoor(of, key, dry),
    audit: async (action, detail) => {
      if (!dry) await recordAudit(database, agent, { action, noun: "run", nounId: runId, after: detail });
    },
    artifacts: {
      create: async (file) => {
        const size = file.content.byteLength;
        if (size > mostArtifactBytes)
          throw new AppError("too_large", "The document is larger than 5 MB. Make it shorter or split it.");
        if (dry) return { id: "simulated", name: file.name, mediaType: file.mediaType, size, sha256: "" };
        const made = await insertArtifact(database, workspaceId, { runId, key, ...file });
        if (!made) throw new AppError("unavailable", "The document could not be stored. Try again.");
        const { id, name, mediaType, sha256 } = made;
        return { id, name, mediaType, size: made.size, sha256 };
      },
      remove: async (id) => {
        if (!dry && !(await deleteArtifact(database, workspaceId, runId, id)))
          throw new AppError("conflict", "This document is no longer there.");
      },
    },
  };
}

function isShared(scope: string): boolean {
  return scope === "run" || scope === "team";
}

async function auditMemory(
  database: Database,
  workspaceId: string,
  { id, key, scope, scopeId, version }: StoredMemory,
  { runId, nodeId }: MemoryWriter,
): Promise<void> {
  const actor = {
    kind: "system",
    id: runId,
    name: `Agent ${nodeId ?? ""}`.trim(),
    workspaceId,
    role: "viewer",
  } as const;
  const after = { key, scope, scopeId, version, runId, nodeId };
  await recordAudit(database, actor, { action: "memory.written", noun: "memory", nounId: id, after });
}
