import "server-only";
import { createHash } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { artifacts } from "#db/schema/artifacts.ts";
import { runs } from "#db/schema/runs.ts";
import { newId } from "#lib/foundation/ids.ts";

const shown = {
  id: artifacts.id,
  runId: artifacts.runId,
  name: artifacts.name,
  mediaType: artifacts.mediaType,
  size: artifacts.size,
  sha256: artifacts.sha256,
  createdAt: artifacts.createdAt,
};

/** A document without its bytes. */
export type ArtifactRow = {
  id: string;
  runId: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  createdAt: Date;
};

/** Stores a document once per run and key; the same key again gives the document that is there. */
export async function insertArtifact(
  database: Database,
  workspaceId: string,
  made: { runId: string; key: string; name: string; mediaType: string; content: Uint8Array },
): Promise<ArtifactRow | undefined> {
  const content = Buffer.from(made.content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const [row] = await database
    .insert(artifacts)
    .values({ id: newId(), workspaceId, ...made, content, size: content.byteLength, sha256 })
    .onConflictDoUpdate({ target: [artifacts.runId, artifacts.key], set: { key: made.key } })
    .returning(shown);
  return row;
}

/** Removes a document of a run; false when it is gone already. */
export async function deleteArtifact(
  database: Database,
  workspaceId: string,
  runId: string,
  id: string,
): Promise<boolean> {
  const removed = await database
    .delete(artifacts)
    .where(and(eq(artifacts.workspaceId, workspaceId), eq(artifacts.runId, runId), eq(artifacts.id, id)))
    .returning({ id: artifacts.id });
  return removed.length > 0;
}

/** What a run made, oldest first. */
export async function listArtifacts(
  database: Database,
  workspaceId: string,
  runId: string,
): Promise<ArtifactRow[]> {
  return await database
    .select(shown)
    .from(artifacts)
    .where(and(eq(artifacts.workspaceId, workspaceId), eq(artifacts.runId, runId)))
    .orderBy(asc(artifacts.id));
}

/** A document with its bytes; with a conversation only when a run of that conversation made it. */
export async function findArtifact(
  database: Database,
  workspaceId: string,
  id: string,
  conversationId?: string,
): Promise<(ArtifactRow & { content: Buffer }) | undefined> {
  const [row] = await database
    .select({ ...shown, content: artifacts.content })
    .from(artifacts)
    .innerJoin(runs, eq(runs.id, artifacts.runId))
    .where(
      and(
        eq(artifacts.workspaceId, workspaceId),
        eq(artifacts.id, id),
        conversationId ? eq(runs.conversationId, conversationId) : undefined,
      ),
    );
  return row;
}
