import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "#lib/foundation/content-security-policy.ts";
import { pathHeader } from "#lib/foundation/path-header.ts";
import { readEmbedOrigins } from "#lib/operations/chat/read-embed-origins.server.ts";
import { isLocale, localeHeader, localeParameter } from "#lib/translations/locales.ts";

/** Gives each page its own nonce; Next reads it from the request's header and puts it on every script it writes. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const [, place, slug] = request.nextUrl.pathname.split("/");
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.randomUUID()).toString("base64"),
    // Who may show a hosted chat in a frame is its author's setting.
    frameOrigins: place === "chat" && slug ? await readEmbedOrigins(slug) : [],
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const language = request.nextUrl.searchParams.get(localeParameter);
  if (isLocale(language)) headers.set(localeHeader, language);
  else headers.delete(localeHeader);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: what an API answers is no document, and uploads must not pass through here. */
export const config = { matcher: ["/((?!api/|_next/|metrics$|(?:theme|ahead)\\.js$).*)"] };
