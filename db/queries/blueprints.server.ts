import "server-only";
import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { blueprints, blueprintVersions, triggers } from "#db/schema/blueprints.ts";
import { runs } from "#db/schema/runs.ts";
import type { Blueprint } from "#lib/blueprint/schema.ts";
import { readBlueprint } from "#lib/blueprint/upgrade.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { isUuid, newId } from "#lib/foundation/ids.ts";

/** A blueprint's row with its draft parsed. */
export type StoredBlueprint = Omit<typeof blueprints.$inferSelect, "draft"> & {
  draft: Blueprint;
  /** Why this build cannot read the draft, which then is as it was stored and not to be touched. */
  unreadable?: string;
};

/** A published version with its document parsed. */
export type StoredVersion = Omit<typeof blueprintVersions.$inferSelect, "document"> & { document: Blueprint };

/** What lists show beside a blueprint's own columns. */
export type BlueprintStanding = {
  hasChanges: boolean;
  lastRun: { id: string; status: string; createdAt: Date } | null;
};

// Versions never change, so their parsed form is kept; the run path would otherwise parse each time.
const parsedVersions = new Map<string, Blueprint>();
const mostParsed = 200;

const isLive = and(
  eq(blueprintVersions.blueprintId, blueprints.id),
  eq(blueprintVersions.number, blueprints.liveVersion),
);
const slim = {
  id: blueprints.id,
  workspaceId: blueprints.workspaceId,
  slug: blueprints.slug,
  name: blueprints.name,
  description: blueprints.description,
  revision: blueprints.revision,
  liveVersion: blueprints.liveVersion,
  createdAt: blueprints.createdAt,
  updatedAt: blueprints.updatedAt,
  deletedAt: blueprints.deletedAt,
};
// Written as a range, the blueprint's part of the order counts, and only its own index has that order. Written as an
// equality, PostgreSQL walks all runs from the newest on, for ever where a blueprint has none.
const standing = {
  hasChanges: sql<boolean>`${blueprintVersions.document} is distinct from ${blueprints.draft}`,
  lastRun: sql<{ id: string; status: string; createdAt: string } | null>`(
    select jsonb_build_object('id', r.id, 'status', r.status, 'createdAt', r.created_at)
    from ${runs} r
    where r.workspace_id = ${blueprints.workspaceId} and r.blueprint_id between ${blueprints.id} and ${blueprints.id}
      and r.purpose = 'live'
    order by r.blueprint_id desc, r.id desc limit 1)`,
};

/** Blueprints without their drafts, newest change first, one more than `limit` when there are more. */
export async function listBlueprints(
  database: Database,
  workspaceId: string,
  page: { limit: number; cursor?: string },
) {
  const after = page.cursor
    ? sql`(${blueprints.updatedAt}, ${blueprints.id}) < (select updated_at, id from ${blueprints} b
        where b.workspace_id = ${workspaceId}::uuid and b.id = ${page.cursor}::uuid)`
    : undefined;
  const rows = await database
    .select({ ...slim, ...standing })
    .from(blueprints)
    .leftJoin(blueprintVersions, isLive)
    .where(and(eq(blueprints.workspaceId, workspaceId), isNull(blueprints.deletedAt), after))
    .orderBy(desc(blueprints.updatedAt), desc(blueprints.id))
    .limit(page.limit + 1);
  return rows.map(withMoments);
}

/** One blueprint by id or slug with its parsed draft; `lock` holds it against other changes in a transaction. */
export async function findBlueprint(
  database: Database,
  workspaceId: string,
  idOrSlug: string,
  lock = false,
): Promise<StoredBlueprint | undefined> {
  const query = database
    .select()
    .from(blueprints)
    .where(and(ofWorkspace(workspaceId), named(idOrSlug)))
    .limit(1);
  const [row] = await (lock ? query.for("update") : query);
  return row && { ...row, ...draftOf(row.draft) };
}

function draftOf(stored: unknown): Pick<StoredBlueprint, "draft" | "unreadable"> {
  try {
    return { draft: readBlueprint(stored) };
  } catch (caught) {
    if (!(caught instanceof AppError)) throw caught;
    return { draft: stored as Blueprint, unreadable: caught.message };
  }
}

/** Whether the draft differs from what is live, and the newest run. */
export async function findStanding(
  database: Database,
  workspaceId: string,
  id: string,
): Promise<BlueprintStanding> {
  const [row] = await database
    .select(standing)
    .from(blueprints)
    .leftJoin(blueprintVersions, isLive)
    .where(and(eq(blueprints.workspaceId, workspaceId), eq(blueprints.id, id)));
  return row ? withMoments(row) : { hasChanges: true, lastRun: null };
}

/** Stores a blueprint; nothing when the slug is taken. */
export async function insertBlueprint(
  database: Database,
  workspaceId: string,
  blueprint: { slug: string; draft: Blueprint },
): Promise<StoredBlueprint | undefined> {
  const { slug, draft } = blueprint;
  const { name, description } = draft;
  const [row] = await database
    .insert(blueprints)
    .values({ id: newId(), workspaceId, slug, name, description, draft })
    .onConflictDoNothing()
    .returning();
  return row && { ...row, draft };
}

/** Replaces the draft and raises the revision; the caller holds the row and has compared the revision. */
export async function replaceDraft(
  database: Database,
  workspaceId: string,
  id: string,
  draft: Blueprint,
): Promise<StoredBlueprint | undefined> {
  const { name, description } = draft;
  const [row] = await database
    .update(blueprints)
    .set({ draft, name, description, revision: sql`${blueprints.revision} + 1`, updatedAt: new Date() })
    .where(and(ofWorkspace(workspaceId), eq(blueprints.id, id)))
    .returning();
  return row && { ...row, draft };
}

/** Hides a blueprint and frees its slug; versions stay for the runs that used them, triggers go. */
export async function hideBlueprint(database: Database, workspaceId: string, id: string): Promise<void> {
  await database
    .update(blueprints)
    .set({ deletedAt: new Date(), slug: `deleted-${id}` })
    .where(and(ofWorkspace(workspaceId), eq(blueprints.id, id)));
  await database
    .delete(triggers)
    .where(and(eq(triggers.workspaceId, workspaceId), eq(triggers.blueprintId, id)));
}

/** Stores the next version and makes it live; the caller holds the blueprint's row, so numbers have no race. */
export async function insertVersion(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  version: { document: Blueprint; note: string; createdBy: string },
): Promise<number> {
  const [newest] = await database
    .select({ number: blueprintVersions.number })
    .from(blueprintVersions)
    .where(ofBlueprint(workspaceId, blueprintId))
    .orderBy(desc(blueprintVersions.number))
    .limit(1);
  const number = (newest?.number ?? 0) + 1;
  await database
    .insert(blueprintVersions)
    .values({ id: newId(), workspaceId, blueprintId, number, ...version });
  await database
    .update(blueprints)
    .set({ liveVersion: number, updatedAt: new Date() })
    .where(and(ofWorkspace(workspaceId), eq(blueprints.id, blueprintId)));
  return number;
}

/** The versions of a blueprint without their documents, newest first. */
export async function listVersions(database: Database, workspaceId: string, blueprintId: string) {
  const { id, number, note, createdBy, createdAt } = blueprintVersions;
  return await database
    .select({ id, number, note, createdBy, createdAt })
    .from(blueprintVersions)
    .where(ofBlueprint(workspaceId, blueprintId))
    .orderBy(desc(blueprintVersions.number));
}

/** One version with its document; parsed once per process. */
export async function findVersion(
  database: Database,
  workspaceId: string,
  blueprintId: string,
  number: number,
): Promise<StoredVersion | undefined> {
  const [row] = await database
    .select()
    .from(blueprintVersions)
    .where(and(ofBlueprint(workspaceId, blueprintId), eq(blueprintVersions.number, number)));
  return row && { ...row, document: parsedVersion(row.id, row.document) };
}

function parsedVersion(id: string, raw: unknown): Blueprint {
  const known = parsedVersions.get(id);
  if (known) return known;
  const document = readBlueprint(raw);
  const oldest = parsedVersions.keys().next().value;
  if (parsedVersions.size >= mostParsed && oldest !== undefined) parsedVersions.delete(oldest);
  parsedVersions.set(id, document);
  return document;
}

function withMoments<Row extends { lastRun: { id: string; status: string; createdAt: string } | null }>(
  row: Row,
) {
  const { lastRun } = row;
  return { ...row, lastRun: lastRun && { ...lastRun, createdAt: new Date(lastRun.createdAt) } };
}

function ofWorkspace(workspaceId: string): SQL | undefined {
  return and(eq(blueprints.workspaceId, workspaceId), isNull(blueprints.deletedAt));
}

function ofBlueprint(workspaceId: string, blueprintId: string): SQL | undefined {
  return and(eq(blueprintVersions.workspaceId, workspaceId), eq(blueprintVersions.blueprintId, blueprintId));
}

// PostgreSQL refuses a slug where it expects a uuid.
function named(idOrSlug: string): SQL | undefined {
  return isUuid(idOrSlug) ? eq(blueprints.id, idOrSlug) : eq(blueprints.slug, idOrSlug);
}
