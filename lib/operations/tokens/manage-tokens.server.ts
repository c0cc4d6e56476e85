import "server-only";
import type { z } from "zod";
import { database } from "#db/client.server.ts";
import {
  insertToken,
  revokeToken as queryRevokeToken,
  listTokens as queryTokens,
} from "#db/queries/sessions.server.ts";
import { recordAudit } from "#lib/access/audit.server.ts";
import { forgetCachedTokens } from "#lib/access/authenticate.server.ts";
import { type Actor, authorize, parseRole, type Role } from "#lib/access/permissions.ts";
import { makeToken } from "#lib/access/tokens.server.ts";
import type { tokenSchema } from "#lib/api/contracts/tokens.ts";
import { toPage } from "#lib/api/pagination.ts";
import { AppError } from "#lib/foundation/errors.ts";

type Row = Awaited<ReturnType<typeof insertToken>>;

/** Live API tokens, newest first, without their values. */
export async function listTokens(actor: Actor, page: { limit: number; cursor?: string | undefined }) {
  authorize(actor, "token.write");
  const { items, ...rest } = toPage(await queryTokens(database(), actor.workspaceId, page), page.limit);
  return { items: items.map(presentToken), ...rest };
}

/** Makes an API token; its value is answered only here. */
export async function createToken(
  actor: Actor,
  input: { name: string; role: Role; expiresInDays?: number | undefined },
) {
  authorize(actor, "token.write");
  const token = makeToken();
  const row = await database().transaction(async (tx) => {
    const stored = await insertToken(tx, actor.workspaceId, {
      name: input.name,
      role: input.role,
      prefix: token.prefix,
      tokenHash: token.hash,
      createdBy: actor.kind === "member" ? actor.id : null,
      expiresAt: input.expiresInDays ? new Date(Date.now() + input.expiresInDays * 86_400_000) : null,
    });
    await recordAudit(tx, actor, { action: "token.created", noun: "token", nounId: stored.id, after: input });
    return stored;
  });
  return { ...presentToken(row), value: token.value };
}

/** Ends an API token at once. */
export async function revokeToken(actor: Actor, tokenId: string): Promise<void> {
  authorize(actor, "token.write");
  await database().transaction(async (tx) => {
    const row = await queryRevokeToken(tx, actor.workspaceId, tokenId);
    if (!row) throw new AppError("not_found", "There is no such token.");
    const before = { name: row.name, role: row.role };
    await recordAudit(tx, actor, { action: "token.revoked", noun: "token", nounId: row.id, before });
  });
  forgetCachedTokens();
}

function presentToken(row: Row): z.input<typeof tokenSchema> {
  const { id, name, prefix, lastUsedAt, expiresAt, createdAt } = row;
  return {
    id,
    name,
    prefix,
    role: parseRole(row.role),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
