import "server-only";
import type { AuthOptions } from "next-auth";
import GitHubProvider from "next-auth/providers/github";
import GoogleProvider from "next-auth/providers/google";
import { AppError } from "#lib/foundation/errors.ts";

type Provider = AuthOptions["providers"][number];

/** How a sign-in page may offer an identity provider: `id` for `signIn(id)`, `name` for the button. */
export type ProviderOffer = { id: string; name: string };

/** The identity providers the operator configured; none by default. */
export function identityProviders(): Provider[] {
  const providers: Provider[] = [];
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = process.env;
  if (GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET) {
    providers.push(gitHubProvider(GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET));
  }
  if (GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET) {
    providers.push(GoogleProvider({ clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET }));
  }
  const oidc = oidcProvider();
  return oidc ? [...providers, oidc] : providers;
}

/** The configured identity providers, for the buttons of the sign-in page. */
export function offeredProviders(): ProviderOffer[] {
  return identityProviders().map(({ id, name }) => ({ id, name }));
}

/** Whether the provider vouches that the e-mail address belongs to the person. */
export function isEmailVouchedFor(providerId: string, profile: unknown): boolean {
  // GitHub lets people publish only addresses they verified; the standard says it with a claim.
  if (providerId === "github") return typeof readField(profile, "email") === "string";
  return readField(profile, "email_verified") === true;
}

function readField(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object") return null;
  return Object.entries(value).find(([key]) => key === name)?.[1] ?? null;
}

// next-auth would fall back on the primary address, which GitHub may not have verified.
function gitHubProvider(clientId: string, clientSecret: string): Provider {
  return GitHubProvider({
    clientId,
    clientSecret,
    userinfo: {
      url: "https://api.github.com/user",
      request: async ({ client, tokens }) => await client.userinfo(tokens.access_token ?? ""),
    },
  });
}

function readClaims(idToken: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8"));
}

function oidcProvider(): Provider | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = process.env;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined;
  return {
    id: "oidc",
    name: OIDC_NAME || "Single sign-on",
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    userinfo: {
      // The ID token has been checked by now. Some providers tell the address only to who asks for it.
      request: async ({ client, tokens }) => {
        const claims = readClaims(tokens.id_token ?? "");
        if ("email" in claims) return claims;
        const told = await client.userinfo(tokens.access_token ?? "");
        if (told.sub !== claims.sub)
          throw new AppError("forbidden", "The provider spoke of two different people in one sign-in.");
        return { ...claims, ...told };
      },
    },
    profile: (profile: { sub: string; name?: string; email?: string }) => ({
      id: profile.sub,
      name: profile.name ?? profile.email ?? profile.sub,
      email: profile.email ?? null,
    }),
  };
}
