import "server-only";
import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Pool } from "pg";
import type { Database } from "#db/client.server.ts";
import { blueprints } from "#db/schema/blueprints.ts";
import { actions, contacts, conversations, runs } from "#db/schema/runs.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { newId } from "#lib/foundation/ids.ts";
import { type NumberedEvent, storable } from "./run-log.server.ts";
import { type RunSelection, selectionCondition } from "./run-selection.server.ts";
import type { RunTrigger } from "./run-work.server.ts";

/** PostgreSQL channel that carries the id of a run waiting for a worker. */
export const queueChannel = "aimwright_run_queue";
/** PostgreSQL channel that carries the id of a run somebody wants stopped. */
export const cancelChannel = "aimwright_run_cancel";

/** Why a run is run; only `live` ones count in figures. */
export const runPurposes = ["live", "evaluation"] as const;
/** One of {@link runPurposes}. */
export type RunPurpose = (typeof runPurposes)[number];

/** What a run is made of before it starts. */
export type NewRun = {
  id: string;
  workspaceId: string;
  blueprintId: string;
  conversationId: string;
  contactId: string | null;
  version: number | null;
  /** The draft snapshot; null for a published version. */
  document: unknown;
  trigger: RunTrigger;
  purpose?: RunPurpose;
  forkOf?: string;
  fork?: unknown;
  first: NumberedEvent;
  /** Given when the run opens its conversation. */
  opens: { channel: string; title: string; accessHash: string | null } | null;
};

/** Stores a run with its first event (and its conversation, when it opens one) and tells the workers, in one statement; what is stored already stays as it is. */
export async function insertRun(pool: Pick<Pool, "query">, run: NewRun): Promise<void> {
  await pool.query({
    name: "insert-run",
    text: `WITH conversation AS (
             INSERT INTO conversations (id, workspace_id, blueprint_id, contact_id, channel, title, access_hash)
             SELECT $4, $2, $3, $5, opens.channel, opens.title, opens."accessHash"
             FROM jsonb_to_record($12::jsonb) AS opens(channel text, title text, "accessHash" text)
             WHERE $12 IS NOT NULL ON CONFLICT (id) DO NOTHING
           ), run AS (
             INSERT INTO runs (id, workspace_id, blueprint_id, conversation_id, contact_id, version, document, trigger, status, purpose, fork_of, fork)
             SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7::jsonb,
                    coalesce((SELECT jsonb_build_object('contact', jsonb_build_object(
                      'id', contacts.id, 'key', contacts.key, 'name', contacts.name, 'email', contacts.email))
                      FROM contacts WHERE contacts.id = $5::uuid AND contacts.workspace_id = $2::uuid), '{}') || $8::jsonb,
                    'queued', $13, $14::uuid, $15::jsonb
             ON CONFLICT (id) DO NOTHING RETURNING id
           ), event AS (
             INSERT INTO run_events (run_id, seq, workspace_id, at, event)
             SELECT run.id, 1, $2, $9::timestamptz, $10::jsonb FROM run
           ) SELECT pg_notify($11, run.id::text) FROM run`,
    values: [
      run.id,
      run.workspaceId,
      run.blueprintId,
      run.conversationId,
      run.contactId,
      run.version,
      run.document === null ? null : storable(run.document),
      storable(run.trigger),
      run.first.at,
      storable(run.first.event),
      queueChannel,
      run.opens === null ? null : storable(run.opens),
      run.purpose ?? "live",
      run.forkOf ?? null,
      run.fork === undefined ? null : storable(run.fork),
    ],
  });
}

/** Finds or opens the conversation the outside knows by a name; `isNew` tells which. */
export async function openConversation(
  database: Database,
  workspaceId: string,
  conversation: {
    blueprintId: string;
    contactId: string | null;
    channel: string;
    title: string;
    externalKey: string;
    accessHash: string | null;
  },
): Promise<{ id: string; contactId: string | null; isNew: boolean }> {
  const id = newId();
  const [row] = await database
    .insert(conversations)
    .values({ id, workspaceId, ...conversation })
    .onConflictDoUpdate({
      target: [conversations.blueprintId, conversations.channel, conversations.externalKey],
      set: { updatedAt: new Date() },
    })
    .returning({ id: conversations.id, contactId: conversations.contactId });
  if (!row) throw new AppError("internal", "The conversation could not be opened.");
  return { ...row, isNew: row.id === id };
}

/** A conversation of the workspace, or undefined. */
export async function findConversation(database: Database, workspaceId: string, id: string) {
  const [row] = await database
    .select()
    .from(conversations)
    .where(and(eq(conversations.workspaceId, workspaceId), eq(conversations.id, id)));
  return row;
}

/** Finds or makes the contact known by a key; a name or e-mail given replaces the old one. */
export async function upsertContact(
  database: Database,
  workspaceId: string,
  contact: { key: string; name?: string; email?: string },
) {
  const [row] = await database
    .insert(contacts)
    .values({
      id: newId(),
      workspaceId,
      key: contact.key,
      name: contact.name ?? "",
      email: contact.email ?? "",
    })
    .onConflictDoUpdate({
      target: [contacts.workspaceId, contacts.key],
      set: {
        name: contact.name ?? sql`${contacts.name}`,
        email: contact.email ?? sql`${contacts.email}`,
      },
    })
    .returning();
  return row;
}

const runColumns = {
  id: runs.id,
  workspaceId: runs.workspaceId,
  blueprintId: runs.blueprintId,
  blueprintName: blueprints.name,
  conversationId: runs.conversationId,
  contactId: runs.contactId,
  version: runs.version,
  purpose: runs.purpose,
  status: runs.status,
  trigger: runs.trigger,
  answer: runs.answer,
  outcome: runs.outcome,
  usage: runs.usage,
  error: runs.error,
  forkOf: runs.forkOf,
  fork: runs.fork,
  workerId: runs.workerId,
  createdAt: runs.createdAt,
  startedAt: runs.startedAt,
  finishedAt: runs.finishedAt,
};

/** A run as read, without its document. */
export type StoredRun = Awaited<ReturnType<typeof selectRuns>>[number];

async function selectRuns(database: Database, where: SQL | undefined, limit: number) {
  return database
    .select(runColumns)
    .from(runs)
    .innerJoin(blueprints, eq(blueprints.id, runs.blueprintId))
    .where(where)
    .orderBy(desc(runs.id))
    .limit(limit);
}

/** One run of the workspace, or undefined. */
export async function findRun(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<StoredRun | undefined> {
  const [row] = await selectRuns(database, and(eq(runs.workspaceId, workspaceId), eq(runs.id, id)), 1);
  return row;
}

/** Runs of the workspace, newest first, `limit + 1` of them so that the caller can tell whether more follow. */
export async function listRuns(
  database: Database,
  workspaceId: string,
  filter: {
    status?: string;
    blueprintId?: string;
    conversationId?: string;
    purpose?: RunPurpose;
    verdict?: string;
    /** A condition on `runs`. */
    claim?: SQL;
    /** A condition on `runs`. */
    assigned?: SQL;
    selection?: RunSelection;
  },
  page: { limit: number; cursor?: string },
): Promise<StoredRun[]> {
  return selectRuns(
    database,
    and(
      filter.selection
        ? selectionCondition(workspaceId, filter.selection)
        : eq(runs.workspaceId, workspaceId),
      filter.purpose ? eq(runs.purpose, filter.purpose) : undefined,
      filter.status ? eq(runs.status, filter.status) : undefined,
      filter.blueprintId ? eq(runs.blueprintId, filter.blueprintId) : undefined,
      filter.conversationId ? eq(runs.conversationId, filter.conversationId) : undefined,
      filter.verdict ? sql`${runs.outcome}->>'verdict' = ${filter.verdict}` : undefined,
      filter.claim,
      filter.assigned,
      page.cursor ? lt(runs.id, page.cursor) : undefined,
    ),
    page.limit + 1,
  );
}

/** The document a run ran: its draft snapshot, or the immutable version it names. */
export async function readRunDocument(database: Database, workspaceId: string, id: string): Promise<unknown> {
  const { rows } = await database.execute<{ document: unknown }>(sql`
    SELECT coalesce(runs.document, versions.document) AS document FROM runs
    LEFT JOIN blueprint_versions versions ON versions.blueprint_id = runs.blueprint_id AND versions.number = runs.version
    WHERE runs.workspace_id = ${workspaceId} AND runs.id = ${id}`);
  return rows[0]?.document;
}

/** The actions of a run in the order they were attempted. */
export async function listActions(database: Database, workspaceId: string, runId: string) {
  return database
    .select()
    .from(actions)
    .where(and(eq(actions.workspaceId, workspaceId), eq(actions.runId, runId)))
    .orderBy(actions.id);
}

/** Asks for a run to be stopped and tells the worker; false when it had already ended, or waits and may not be stopped then. */
export async function requestCancel(
  pool: Pool,
  workspaceId: string,
  id: string,
  options: { alsoWaiting: boolean } = { alsoWaiting: true },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH asked AS (
       UPDATE runs SET cancel_requested_at = coalesce(cancel_requested_at, now())
       WHERE workspace_id = $1 AND id = $2 AND status = ANY($4) RETURNING id
     ) SELECT pg_notify($3, id::text) FROM asked`,
    [
      workspaceId,
      id,
      cancelChannel,
      options.alsoWaiting ? ["queued", "running", "waiting"] : ["queued", "running"],
    ],
  );
  return (rowCount ?? 0) > 0;
}

/** How the latest finished runs of a contact with a blueprint ended, before a given run. */
export async function readPastOutcomes(
  pool: Pool,
  of: { workspaceId: string; blueprintId: string; contactId: string; beforeRun: string },
  limit: number,
) {
  if (limit === 0) return [];
  const { rows } = await pool.query<{
    runId: string;
    at: Date;
    text: string | null;
    answer: string | null;
    status: string;
    verdict: string | null;
    rating: number | null;
    actions: { ability: string; status: string }[];
  }>({
    name: "read-past-outcomes",
    text: `SELECT runs.id AS "runId", runs.finished_at AS at, runs.trigger->>'text' AS text, runs.answer, runs.status,
                  runs.outcome->>'verdict' AS verdict,
                  (SELECT value FROM ratings WHERE ratings.run_id = runs.id ORDER BY id DESC LIMIT 1) AS rating,
                  (SELECT coalesce(jsonb_agg(jsonb_build_object('ability', ability, 'status', actions.status)
                     ORDER BY actions.id), '[]') FROM actions WHERE actions.run_id = runs.id) AS actions
           FROM runs WHERE workspace_id = $1 AND blueprint_id = $2 AND contact_id = $3 AND id < $4
             AND finished_at IS NOT NULL AND fork_of IS NULL ORDER BY id DESC LIMIT $5`,
    values: [of.workspaceId, of.blueprintId, of.contactId, of.beforeRun, limit],
  });
  return rows.map((row) => ({ ...row, text: row.text ?? "", at: row.at.toISOString() }));
}

/** Earlier finished exchanges of a conversation, oldest first. */
export async function readHistory(
  pool: Pool,
  conversationId: string,
  beforeRun: string,
  limit: number,
  afterRun = "00000000-0000-0000-0000-000000000000",
) {
  if (limit === 0) return [];
  const { rows } = await pool.query<{ id: string; text: string; answer: string; at: Date }>({
    name: "read-history-after",
    text: `SELECT id, trigger->>'text' AS text, answer, created_at AS at FROM runs
           WHERE conversation_id = $1 AND id < $2 AND id > $4 AND answer IS NOT NULL
           ORDER BY id DESC LIMIT $3`,
    values: [conversationId, beforeRun, limit, afterRun],
  });
  return rows
    .reverse()
    .map((row) => ({ text: row.text ?? "", answer: row.answer, at: row.at.toISOString(), runId: row.id }));
}
