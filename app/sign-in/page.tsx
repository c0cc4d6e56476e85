import { EntryFrame } from "#components/sign-in/entry-frame.tsx";
import { ProviderButtons } from "#components/sign-in/provider-buttons.tsx";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { offeredProviders } from "#lib/access/auth-providers.server.ts";
import { explainRefusal } from "#lib/access/sign-in-refusal.ts";

export const metadata = { title: "Sign in" };

/** The way in. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = await searchParams;
  const next = typeof query.next === "string" ? query.next : undefined;
  const refusal = explainRefusal(query.error);
  const offers = offeredProviders();
  return (
    <EntryFrame title="Sign in" lead="Use the account you set up, or the one you were invited with.">
      {refusal && (
        <div className="mb-5">
          <ErrorNotice title="You are not signed in" error={{ code: "", message: refusal }} />
        </div>
      )}
      {offers.length > 0 && <ProviderButtons offers={offers} next={next} />}
      <SignInForm next={next} />
    </EntryFrame>
  );
}
