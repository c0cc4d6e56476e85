import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { consumeSetupLink, isSetupLinkLive, lockSetup } from "#db/queries/invitations.server.ts";
import {
  countUsers,
  findFirstWorkspace,
  insertMember,
  insertUser,
  insertWorkspace,
  updateWorkspace,
} from "#db/queries/workspaces.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { hashPassword } from "#lib/access/passwords.server.ts";
import type { Actor } from "#lib/access/permissions.ts";
import { hashToken } from "#lib/access/tokens.server.ts";
import { AppError } from "#lib/foundation/errors.ts";
import { openFirstTour, seedSample } from "../tour/take-tour.server.ts";

/** What the first person gives. */
export type SetupInput = {
  token: string;
  name: string;
  email: string;
  password: string;
  workspaceName: string;
};

/**
 * Creates the first owner and uses the link up, both or neither. A workspace that begins here gets the sample and
 * the owner its tour; one that AIMWRIGHT_BOOTSTRAP_TOKEN made is claimed as it is, with nothing added.
 */
export async function completeSetup(input: SetupInput) {
  const { name, email, workspaceName } = input;
  return await database().transaction(async (tx) => {
    await lockSetup(tx);
    if (!(await consumeSetupLink(tx, hashToken(input.token)))) {
      throw new AppError(
        "not_found",
        "This set-up link is used up or has expired. Restart the server for a new one.",
      );
    }
    if ((await countUsers(tx)) > 0)
      throw new AppError("conflict", "This installation is already set up. Sign in.");
    const { workspaceId, isNew } = await claimWorkspace(tx, workspaceName);
    const userId = await insertUser(tx, { email, name, passwordHash: await hashPassword(input.password) });
    await insertMember(tx, workspaceId, userId, "owner");
    const actor: Actor = { kind: "member", id: userId, name, workspaceId, role: "owner" };
    const after = { name: workspaceName, owner: email };
    await recordAudit(tx, actor, {
      action: "workspace.claimed",
      noun: "workspace",
      nounId: workspaceId,
      after,
    });
    const sampleId = isNew ? await seedSample(tx, actor) : null;
    if (sampleId !== null) await openFirstTour(tx, actor, sampleId);
    return { workspaceId, userId, email, sampleId };
  });
}

async function claimWorkspace(tx: Database, name: string): Promise<{ workspaceId: string; isNew: boolean }> {
  const existing = await findFirstWorkspace(tx);
  if (!existing) return { workspaceId: await insertWorkspace(tx, name), isNew: true };
  await updateWorkspace(tx, existing.id, { name });
  return { workspaceId: existing.id, isNew: false };
}

/** Whether a set-up link still works, so that nobody fills in a form for nothing. */
export async function isSetupOpen(token: string): Promise<boolean> {
  return await isSetupLinkLive(database(), hashToken(token));
}
