import "server-only";
import { and, asc, count, eq } from "drizzle-orm";
import type { Database } from "#db/client.server.ts";
import { members, users, workspaces } from "#db/schema/workspaces.ts";
import { type WorkspaceSettings, workspaceSettingsSchema } from "#lib/access/workspace-settings.ts";
import { newId } from "#lib/foundation/ids.ts";

/** A workspace with its settings parsed. */
export type Workspace = Omit<typeof workspaces.$inferSelect, "settings"> & { settings: WorkspaceSettings };

/** The workspace itself. */
export async function findWorkspace(database: Database, workspaceId: string): Promise<Workspace | undefined> {
  const [row] = await database.select().from(workspaces).where(eq(workspaces.id, workspaceId));
  return row && { ...row, settings: workspaceSettingsSchema.parse(row.settings) };
}

/** Creates a tenant. */
export async function insertWorkspace(database: Database, name: string): Promise<string> {
  const id = newId();
  await database.insert(workspaces).values({ id, name });
  return id;
}

/** Changes a workspace's name or settings. */
export async function updateWorkspace(
  database: Database,
  workspaceId: string,
  changes: { name?: string | undefined; settings?: WorkspaceSettings | undefined },
): Promise<void> {
  await database
    .update(workspaces)
    .set({ ...changes, updatedAt: new Date() })
    .where(eq(workspaces.id, workspaceId));
}

/** How many workspaces the installation has. */
export async function countWorkspaces(database: Database): Promise<number> {
  const [row] = await database.select({ count: count() }).from(workspaces);
  return row?.count ?? 0;
}

/** The oldest workspace, which set-up claims when nobody belongs to it yet. */
export async function findFirstWorkspace(database: Database) {
  const [row] = await database.select().from(workspaces).orderBy(asc(workspaces.id)).limit(1);
  return row;
}

/** The workspaces a user belongs to, oldest membership first. */
export async function listWorkspacesOfUser(database: Database, userId: string) {
  return await database
    .select({ id: workspaces.id, name: workspaces.name, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.id));
}

/** How many people can sign in at all. */
export async function countUsers(database: Database): Promise<number> {
  const [row] = await database.select({ count: count() }).from(users);
  return row?.count ?? 0;
}

/** The user with this e-mail address, which is compared in lower case. */
export async function findUserByEmail(database: Database, email: string) {
  const [row] = await database.select().from(users).where(eq(users.email, email.toLowerCase()));
  return row;
}

/** Stores a person who can sign in. */
export async function insertUser(
  database: Database,
  user: { email: string; name: string; passwordHash: string | null },
): Promise<string> {
  const id = newId();
  await database.insert(users).values({ ...user, id, email: user.email.toLowerCase() });
  return id;
}

/** Makes a user a member; nothing changes for one who already is. */
export async function insertMember(database: Database, workspaceId: string, userId: string, role: string) {
  await database.insert(members).values({ id: newId(), workspaceId, userId, role }).onConflictDoNothing();
}

const memberColumns = {
  id: members.id,
  userId: members.userId,
  role: members.role,
  createdAt: members.createdAt,
  name: users.name,
  email: users.email,
};

/** All members of a workspace with their names, oldest first. */
export async function listMembers(database: Database, workspaceId: string) {
  return await database
    .select(memberColumns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId))
    .orderBy(asc(members.id));
}

/** Locks the memberships of a workspace, so that two changes cannot both take the last owner away. */
export async function lockMembers(database: Database, workspaceId: string) {
  return await database.select().from(members).where(eq(members.workspaceId, workspaceId)).for("update");
}

/** Changes a member's role. */
export async function updateMemberRole(
  database: Database,
  workspaceId: string,
  memberId: string,
  role: string,
) {
  await database
    .update(members)
    .set({ role })
    .where(and(eq(members.workspaceId, workspaceId), eq(members.id, memberId)));
}

/** Removes a member from the workspace; the user remains. */
export async function deleteMember(database: Database, workspaceId: string, memberId: string) {
  await database.delete(members).where(and(eq(members.workspaceId, workspaceId), eq(members.id, memberId)));
}
