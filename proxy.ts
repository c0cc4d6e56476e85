import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "#lib/foundation/content-security-policy.ts";

/** Gives each page its own nonce; Next reads it from the request's header and puts it on every script it writes. */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy({
    nonce: Buffer.from(crypto.randomUUID()).toString("base64"),
    // The hosted chat is made to be embedded in other people's pages.
    embeddable: request.nextUrl.pathname.startsWith("/chat/"),
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Pages only: what an API answers is no document, and uploads must not pass through here. */
export const config = { matcher: ["/((?!api/|_next/|metrics$|theme\\.js$).*)"] };
