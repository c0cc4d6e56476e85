import "server-only";
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { AppError } from "#lib/foundation/errors.ts";

/** The cookie that carries a signed-in browser's session token. */
export const sessionCookieName = "aimwright.session";

/** How long a sign-in lasts. */
export const sessionSeconds = 14 * 24 * 60 * 60;

type Claims = Record<string, unknown>;

let cachedKey: { from: string; key: Buffer } | undefined;

function signingKey(): Buffer {
  const from = process.env.NEXTAUTH_SECRET || process.env.AIMWRIGHT_SECRET_KEY;
  if (!from)
    throw new AppError("unavailable", "NEXTAUTH_SECRET is not set. Start with npm start, or set it.");
  if (cachedKey?.from === from) return cachedKey.key;
  // Derived, so that the key of sessions is never the key of secrets, even where one value serves for both.
  cachedKey = { from, key: Buffer.from(hkdfSync("sha256", from, "aimwright", "session-cookie", 32)) };
  return cachedKey.key;
}

function sign(text: string, salt: string): Buffer {
  return createHmac("sha256", signingKey()).update(`${salt}\n${text}`).digest();
}

/** Signs claims as a compact HS256 JWT; `salt` keeps tokens of different cookies apart. */
export function encodeSessionToken(claims: Claims, maxAge: number = sessionSeconds, salt = ""): string {
  const now = Math.floor(Date.now() / 1000);
  const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url");
  const payload = Buffer.from(JSON.stringify({ ...claims, iat: now, exp: now + maxAge })).toString(
    "base64url",
  );
  return `${header}.${payload}.${sign(`${header}.${payload}`, salt).toString("base64url")}`;
}

/** The claims of a token we signed and that has not expired, otherwise null. */
export function decodeSessionToken(token: string, salt = ""): Claims | null {
  const [header, payload, signature, rest] = token.split(".");
  if (!header || !payload || !signature || rest !== undefined) return null;
  const given = Buffer.from(signature, "base64url");
  const expected = sign(`${header}.${payload}`, salt);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims: Claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (typeof claims.exp !== "number" || claims.exp * 1000 <= Date.now()) return null;
  return claims;
}

/** The session id inside a `Cookie` header, when its token is ours and still valid. */
export function sessionIdFromCookies(header: string | null): string | undefined {
  if (!header?.includes(sessionCookieName)) return undefined;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at < 0 || part.slice(0, at).trim() !== sessionCookieName) continue;
    const sid = decodeSessionToken(part.slice(at + 1).trim())?.sid;
    if (typeof sid === "string") return sid;
  }
  return undefined;
}
