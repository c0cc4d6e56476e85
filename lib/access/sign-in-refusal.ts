/** Why a person comes back to the sign-in page without being signed in: what the address bar may say, and the words for it. */
export const signInRefusals = {
  NotInvited:
    "Nobody has invited this e-mail address. Ask an owner of the workspace for an invitation, then sign in again with the same account.",
  EmailUnverified:
    "The provider does not confirm that the e-mail address is yours. Verify it there (at GitHub: make a verified address public), or sign in with your password.",
  AccessDenied:
    "The sign-in was cancelled, or the provider does not let you use this app. Try again, or ask who runs it.",
  OAuthSignin:
    "The provider could not be reached. Try again in a minute; if it stays so, tell who runs this server.",
  OAuthCallback:
    "The provider's answer could not be trusted, perhaps because it took too long or was opened twice. Start the sign-in again.",
  Callback:
    "The sign-in did not come to its end. Start it again; if it fails again, tell who runs this server.",
} as const satisfies Record<string, string>;

/** A key of {@link signInRefusals}. */
export type SignInRefusal = keyof typeof signInRefusals;

/** The words for what the address bar says, or null when it says nothing. */
export function explainRefusal(code: unknown): string | null {
  if (typeof code !== "string") return null;
  const known = Object.entries(signInRefusals).find(([name]) => name === code);
  return known
    ? known[1]
    : "You were not signed in. Try again; if it fails again, tell who runs this server.";
}
