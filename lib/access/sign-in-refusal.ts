/** Why a person comes back to the sign-in page without being signed in; the words are in the catalogue, under `pages.refusals`. */
export const signInRefusals = [
  "NotInvited",
  "EmailUnverified",
  "AccessDenied",
  "OAuthSignin",
  "OAuthCallback",
  "Callback",
] as const;

/** One of {@link signInRefusals}. */
export type SignInRefusal = (typeof signInRefusals)[number];

/** The refusal the address bar names, `other` for one we have no words of its own for, null when it names none. */
export function refusalNamed(code: unknown): SignInRefusal | "other" | null {
  if (typeof code !== "string") return null;
  return signInRefusals.find((known) => known === code) ?? "other";
}
