import { randomUUID } from "node:crypto";
import pg from "pg";
import { makeToken } from "#lib/access/tokens.server.ts";

/** A caller of another tenant, made behind the product's back: a workspace with one API token of the role. */
export async function createForeignToken(
  databaseUrl: string,
  role = "owner",
  workspaceId?: string,
): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const workspace = workspaceId ?? randomUUID();
    await client.query("insert into workspaces (id, name) values ($1, 'Other') on conflict do nothing", [
      workspace,
    ]);
    const token = makeToken();
    await client.query(
      "insert into api_tokens (id, workspace_id, name, prefix, token_hash, role) values ($1, $2, $3, $4, $5, $6)",
      [randomUUID(), workspace, `test ${role}`, token.prefix, token.hash, role],
    );
    return token.value;
  } finally {
    await client.end();
  }
}
