import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/operations/setup/auth-options.server.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: NextRequest, context: Context): Promise<Response> {
  // Without a configured address next-auth must believe the one the request came to.
  if (!process.env.NEXTAUTH_URL) process.env.AUTH_TRUST_HOST ??= "true";
  return await NextAuth(request, context, authOptions());
}

export { handler as GET, handler as POST };
