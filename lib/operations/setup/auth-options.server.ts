import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { identityProviders, isEmailVouchedFor } from "#lib/access/auth-providers.server.ts";
import { actorFromSession } from "#lib/access/authenticate.server.ts";
import { callerIp } from "#lib/access/caller-ip.server.ts";
import {
  decodeSessionToken,
  encodeSessionToken,
  sessionCookieName,
  sessionSeconds,
} from "#lib/access/session-cookie.server.ts";
import type { SignInRefusal } from "#lib/access/sign-in-refusal.ts";
import { AppError, toAppError } from "#lib/foundation/errors.ts";
import { logFailure } from "#lib/foundation/log-failure.server.ts";
import { admitByEmail, checkCredentials, endSession, startSession } from "./sign-in.server.ts";

/** How next-auth works here: passwords and configured providers, a signed cookie that points to a row we can revoke. */
export function authOptions(): AuthOptions {
  const secure = (process.env.AIMWRIGHT_PUBLIC_URL ?? process.env.NEXTAUTH_URL ?? "").startsWith("https://");
  return {
    secret: process.env.NEXTAUTH_SECRET || process.env.AIMWRIGHT_SECRET_KEY,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    cookies: {
      sessionToken: {
        name: sessionCookieName,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    jwt: {
      encode: ({ token, maxAge, salt }) => encodeSessionToken(token ?? {}, maxAge, salt),
      decode: ({ token, salt }) => (token ? decodeSessionToken(token, salt) : null),
    },
    providers: [passwordProvider(), ...identityProviders()],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (!account || account.type === "credentials") return true;
        if (!user.email || !isEmailVouchedFor(account.provider, profile)) return refusal("EmailUnverified");
        const admitted = await admitByEmail(user.email, user.name ?? user.email);
        if (!admitted) return refusal("NotInvited");
        user.id = admitted.id;
        return true;
      },
      jwt: async ({ token, user }) => {
        if (!user?.email) return token;
        const sid = await startSession({ id: user.id, email: user.email, name: user.name ?? user.email });
        if (sid === null) throw new AppError("forbidden", "This account belongs to no workspace.");
        return { sub: user.id, name: user.name, email: user.email, sid };
      },
      session: async ({ session, token }) => {
        const actor = typeof token.sid === "string" ? await actorFromSession(token.sid) : null;
        return actor ? session : { expires: new Date(0).toISOString() };
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string") await endSession(token.sid);
      },
    },
    logger: {
      error: (code, metadata) =>
        logFailure(`next-auth ${code}`, metadata instanceof Error ? metadata : metadata.error),
      warn: () => undefined,
    },
  };
}

// Where next-auth sends a person it does not let in; the page there says what to do next.
function refusal(reason: SignInRefusal): string {
  return `/sign-in?error=${reason}`;
}

function passwordProvider() {
  return CredentialsProvider({
    name: "E-mail and password",
    credentials: {
      email: { label: "E-mail", type: "email" },
      password: { label: "Password", type: "password" },
    },
    authorize: async (credentials, request) => {
      if (typeof credentials?.email !== "string" || typeof credentials.password !== "string") return null;
      try {
        return await checkCredentials(credentials, callerIp(new Headers(request.headers)));
      } catch (caught) {
        // next-auth hands a thrown message to the sign-in page, so only our own codes may leave.
        const error = toAppError(caught);
        if (error.code !== "rate_limited") logFailure("sign-in", error);
        throw new Error(error.code);
      }
    },
  });
}
