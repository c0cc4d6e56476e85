import "server-only";
import { database } from "#db/client.server.ts";
import { findSecret } from "#db/queries/secrets.server.ts";
import type { AbilityContext, RowChange } from "#lib/abilities/execute-ability.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { findRows } from "#lib/tables/store.server.ts";

/** One thing an ability would have done. */
export type Recorded = { door: string } & Record<string, unknown>;

/** Doors that open on nothing: reads are real, writes and calls are only written down, secrets are stand-ins. */
export function recordingDoors(actor: Actor, recorded: Recorded[]): AbilityContext {
  const { workspaceId } = actor;
  const note = (door: string, what: Record<string, unknown>) => {
    recorded.push({ door, ...what });
  };
  const change = (values: Record<string, unknown>): RowChange => ({
    rowId: "not written",
    before: null,
    after: values,
    revision: 0,
  });
  const notSent = () => Promise.reject(new AppError("conflict", "A test without `send` calls nobody."));
  return {
    runId: "test",
    idempotencyKey: `test:${newId()}`,
    signal: AbortSignal.timeout(30_000),
    secret: async (name) => ((await findSecret(database(), workspaceId, name)) ? `•••${name}` : undefined),
    http: { fetch: notSent, resolve: notSent },
    search: async (dataset, query, limit) => {
      note("search", { dataset, query, limit });
      return { passages: [], degraded: null };
    },
    tables: {
      find: async (table, match, options) => {
        note("table.find", { table, match, ...options });
        return findRows(database(), workspaceId, table, match, options);
      },
      insert: async (table, values) => {
        note("table.insert", { table, values });
        return change(values);
      },
      update: async (table, match, values) => {
        note("table.update", { table, match, values });
        return change(values);
      },
      restore: notSent,
      writeAll: async (writes) =>
        writes.map(({ table, ...write }) => {
          if ("insert" in write) note("table.insert", { table, values: write.insert });
          else note("table.update", { table, match: write.find, values: write.set });
          return { table, ...change("insert" in write ? write.insert : write.set) };
        }),
      restoreAll: notSent,
    },
    memory: {
      write: async (key, value) => note("memory.write", { key, value }),
      read: async (key) => {
        note("memory.read", { key });
        return [];
      },
      remove: async (key) => note("memory.remove", { key }),
    },
    notices: {
      send: async (notice) => {
        note("notice.send", notice);
        return { id: "not written" };
      },
      withdraw: notSent,
    },
    followUps: {
      schedule: async ({ text, at }) => {
        note("follow-up.schedule", { text, at: at.toISOString() });
        return { id: "not written", at: at.toISOString() };
      },
      cancel: notSent,
    },
    audit: async (action, detail) => note("audit", { action, ...detail }),
    artifacts: {
      create: async ({ name, mediaType, content }) => {
        const size = content.byteLength;
        note("artifact.create", { name, mediaType, size });
        return { id: "not written", name, mediaType, size, sha256: "" };
      },
      remove: notSent,
    },
  };
}
