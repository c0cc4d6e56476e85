import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "#lib/foundation/errors.ts";
import type { BuiltRequest } from "#lib/openapi/build-request.ts";
import type { ApiSignIn } from "#lib/openapi/operation.ts";
import { encodeStrictly } from "#lib/openapi/serialize-value.ts";
import type { AbilityContext } from "../execute-ability.ts";

/** A way to sign in with the secret for it. */
export type Credential = { way: ApiSignIn; secret: string };

/** Puts a key where the operation wants it; `token` stands for what client credentials are exchanged for. */
export function addCredential(request: BuiltRequest, { way, secret }: Credential, token: string): void {
  const { headers, query, cookies } = request;
  if (way.kind === "header") headers[way.name.toLowerCase()] = oneLine(secret);
  if (way.kind === "query") query.push(`${encodeStrictly(way.name)}=${encodeStrictly(secret)}`);
  if (way.kind === "cookie") cookies.push(`${encodeStrictly(way.name)}=${encodeStrictly(secret)}`);
  if (way.kind === "basic") headers.authorization = `Basic ${Buffer.from(secret).toString("base64")}`;
  if (way.kind === "bearer") headers.authorization = `Bearer ${oneLine(secret)}`;
  if (way.kind === "scheme") headers.authorization = `${way.name} ${oneLine(secret)}`;
  if (way.kind === "clientCredentials") headers.authorization = `Bearer ${oneLine(token)}`;
}

function oneLine(text: string): string {
  const trimmed = text.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what would end the header
  if (!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(trimmed)) return trimmed;
  throw new AppError(
    "provider_unauthorized",
    "The secret contains characters that no header can carry, such as a line break. An owner can set it again in the settings.",
  );
}

type Kept = { token: string; until: number };
const kept = new Map<string, Kept>();
const mostKept = 500;

/** Exchanges client credentials for a token, which is kept in memory until shortly before it ends. */
export async function tokenFor(context: AbilityContext, { way, secret }: Credential): Promise<string> {
  // The secret is part of the key: nobody gets a token without knowing what it was made from.
  const key = createHash("sha256")
    .update(JSON.stringify([way.tokenUrl, way.scopes, secret]))
    .digest("hex");
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.token;
  const colon = secret.indexOf(":");
  if (colon < 1) throw refused("the secret must be client-id:client-secret");
  const basic = `${encodeURIComponent(secret.slice(0, colon))}:${encodeURIComponent(secret.slice(colon + 1))}`;
  const scope = way.scopes.length === 0 ? "" : `&scope=${encodeStrictly(way.scopes.join(" "))}`;
  const answer = await context.http.fetch({
    url: way.tokenUrl,
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${Buffer.from(basic).toString("base64")}`,
    },
    body: `grant_type=client_credentials${scope}`,
    maxBytes: 100_000,
  });
  if (answer.status >= 300) throw refused(`${new URL(way.tokenUrl).host} answered ${answer.status}`);
  const { token, seconds } = readToken(new TextDecoder().decode(answer.body));
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? "");
  kept.set(key, { token, until: Date.now() + Math.max(0, seconds - 30) * 1000 });
  return token;
}

/** Forgets a token the other side no longer takes. */
export function forgetToken({ way, secret }: Credential): void {
  kept.delete(
    createHash("sha256")
      .update(JSON.stringify([way.tokenUrl, way.scopes, secret]))
      .digest("hex"),
  );
}

function readToken(text: string): { token: string; seconds: number } {
  let parsed: { access_token?: unknown; expires_in?: unknown } | null;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  const token = parsed?.access_token;
  if (typeof token !== "string" || token === "") throw refused("its answer holds no access token");
  const seconds = Number(parsed?.expires_in ?? 300);
  return { token, seconds: Number.isFinite(seconds) ? Math.min(seconds, 3600) : 300 };
}

function refused(why: string): AppError {
  return new AppError("provider_unauthorized", `Signing in by client credentials failed: ${why}.`);
}
