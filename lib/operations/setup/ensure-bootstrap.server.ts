import "server-only";
import { type Database, database } from "#db/client.server.ts";
import { lockSetup, replaceSetupLink } from "#db/queries/invitations.server.ts";
import { insertToken } from "#db/queries/sessions.server.ts";
import { countUsers, countWorkspaces, insertWorkspace } from "#db/queries/workspaces.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { makeLinkToken, makeToken } from "#lib/access/tokens.server.ts";
import { AppError } from "#lib/foundation/errors.ts";

const linkHours = 24;

/**
 * Makes a fresh installation reachable: the workspace and token of AIMWRIGHT_BOOTSTRAP_TOKEN on an empty database,
 * and, as long as nobody can sign in, a one-time link that replaces the one before.
 */
export async function ensureBootstrap(): Promise<{ setupUrl: string | null }> {
  const token = process.env.AIMWRIGHT_BOOTSTRAP_TOKEN?.trim();
  return await database().transaction(async (tx) => {
    await lockSetup(tx);
    if (token && (await countWorkspaces(tx)) === 0) await createBootstrapWorkspace(tx, token);
    if ((await countUsers(tx)) > 0) return { setupUrl: null };
    const link = makeLinkToken();
    await replaceSetupLink(tx, link.hash, new Date(Date.now() + linkHours * 3_600_000));
    return { setupUrl: `/setup?token=${link.value}` };
  });
}

async function createBootstrapWorkspace(tx: Database, value: string): Promise<void> {
  if (!/^\S{8,512}$/.test(value)) {
    throw new AppError(
      "unavailable",
      "AIMWRIGHT_BOOTSTRAP_TOKEN must have 8 to 512 characters and no spaces.",
    );
  }
  const workspaceId = await insertWorkspace(tx, "Workspace");
  const { hash, prefix } = makeToken(value);
  const name = "Bootstrap";
  const row = await insertToken(tx, workspaceId, { name, role: "owner", prefix, tokenHash: hash });
  const actor = { kind: "system", id: "system", name: "System", workspaceId, role: "owner" } as const;
  const after = { name, role: "owner" };
  await recordAudit(tx, actor, { action: "token.created", noun: "token", nounId: row.id, after });
}
