import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "#db/client.server.ts";
import {
  type AuditRow,
  insertAuditEntry,
  lockAuditTail,
  readAuditEntries,
} from "#db/queries/audit.server.ts";
import { newId } from "#lib/foundation/ids.ts";
import { stableJson } from "#lib/foundation/stable-json.ts";
import type { Actor } from "./permissions.ts";

/** What happened: noun, dot, past verb; `before` and `after` hold the fields that changed. */
export type AuditEvent = { action: string; noun: string; nounId: string; before?: unknown; after?: unknown };

/** What a check of a workspace's chain found; `seq` is the first entry that does not fit. */
export type AuditVerdict = { ok: true; entries: number } | { ok: false; seq: number; reason: string };

/** The action under which digests of runs' logs enter the chain. */
export const sealAction = "runs.sealed";

/** An entry as its hash sees it. */
export type ChainedEntry = Omit<AuditRow, "id">;

const firstHash = "0".repeat(64);
const secretName = /secret|password|token|api_?key|authorization|credential/i;

/**
 * Appends one mutation to the workspace's hash-chained log. Call it inside the transaction of the mutation, as
 * late as possible: other writers of the workspace wait for its lock until the transaction ends. Returns its number.
 */
export async function recordAudit(database: Database, actor: Actor, event: AuditEvent): Promise<number> {
  // Outside a transaction the lock would be gone before the insert.
  if (!("rollback" in database)) return await database.transaction((tx) => recordAudit(tx, actor, event));
  const { workspaceId } = actor;
  const tail = await lockAuditTail(database, workspaceId);
  const entry = {
    id: newId(),
    seq: (tail?.seq ?? 0) + 1,
    at: new Date(),
    actor: { kind: actor.kind, id: actor.id, name: actor.name, role: actor.role },
    action: event.action,
    noun: event.noun,
    nounId: event.nounId,
    before: plain(event.before),
    after: plain(event.after),
    prevHash: tail?.hash ?? firstHash,
  };
  await insertAuditEntry(database, workspaceId, { ...entry, hash: hashEntry({ ...entry, workspaceId }) });
  return entry.seq;
}

/**
 * Walks a workspace's chain from its first entry and names the first one that was changed, removed or slipped in.
 * `look` sees each entry that fits, and may name a flaw of its own.
 */
export async function verifyAudit(
  database: Database,
  workspaceId: string,
  look?: (row: AuditRow) => Promise<string | undefined>,
): Promise<AuditVerdict> {
  const chain = followChain();
  for (;;) {
    const rows = await readAuditEntries(database, workspaceId, chain.length(), 500);
    for (const row of rows) {
      const reason = chain.findFlaw(row) ?? (await look?.(row));
      if (reason) return { ok: false, seq: row.seq, reason };
    }
    if (rows.length < 500) return { ok: true, entries: chain.length() };
  }
}

/** Checks entries as they come, oldest first; what `findFlaw` returns is why the entry does not fit. */
export function followChain() {
  let seq = 0;
  let prevHash = firstHash;
  return {
    length: () => seq,
    findFlaw: (row: ChainedEntry): string | undefined => {
      if (row.seq !== seq + 1) return `entry ${seq + 1} is missing`;
      if (row.prevHash !== prevHash) return "it does not follow from the entry before";
      if (row.hash !== hashEntry(row)) return "its content does not match its hash";
      seq = row.seq;
      prevHash = row.hash;
      return undefined;
    },
  };
}

function hashEntry(entry: Omit<ChainedEntry, "hash">): string {
  const { workspaceId, seq, actor, action, noun, nounId, before, after, prevHash } = entry;
  const at = entry.at?.toISOString();
  const content = { workspaceId, seq, at, actor, action, noun, nounId, before, after, prevHash };
  return createHash("sha256").update(stableJson(content)).digest("hex");
}

// The same value must come back from a jsonb column, or the hash would not.
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  return blankSecrets(JSON.parse(JSON.stringify(value)));
}

function blankSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blankSecrets);
  if (value === null || typeof value !== "object") return value;
  const blanked = Object.entries(value).map(([key, entry]) => {
    const isSecret = secretName.test(key) && typeof entry === "string";
    return [key, isSecret ? "[redacted]" : blankSecrets(entry)];
  });
  return Object.fromEntries(blanked);
}
