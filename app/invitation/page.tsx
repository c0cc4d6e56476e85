import { AccountForm } from "#components/sign-in/account-form.tsx";
import { EntryFrame } from "#components/sign-in/entry-frame.tsx";
import { ProviderButtons } from "#components/sign-in/provider-buttons.tsx";
import { offeredProviders } from "#lib/access/auth-providers.server.ts";

export const metadata = { title: "Join" };

/** Where an invitation's link leads. */
export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  // Who is invited may also just sign in there: the address is what counts.
  const offers = offeredProviders();
  return (
    <EntryFrame title="Join the workspace" lead="You were invited. Choose how you sign in from now on.">
      {typeof token === "string" && token !== "" ? (
        <>
          {offers.length > 0 && <ProviderButtons offers={offers} />}
          <AccountForm purpose="invitation" token={token} />
        </>
      ) : (
        <p className="text-muted">The link is incomplete. Ask the person who invited you to send it again.</p>
      )}
    </EntryFrame>
  );
}
