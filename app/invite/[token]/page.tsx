import { AccountForm } from "#components/sign-in/account-form.tsx";
import { EntryFrame } from "#components/sign-in/entry-frame.tsx";

export const metadata = { title: "Join" };

/** Where an invitation's link leads. */
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <EntryFrame title="Join the workspace" lead="You were invited. Choose how you sign in from now on.">
      <AccountForm purpose="invitation" token={decodeURIComponent(token)} />
    </EntryFrame>
  );
}
