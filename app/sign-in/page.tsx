import { EntryFrame } from "#components/sign-in/entry-frame.tsx";
import { ProviderButtons } from "#components/sign-in/provider-buttons.tsx";
import { SignInForm } from "#components/sign-in/sign-in-form.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { ErrorNotice } from "#components/ui/error-notice.tsx";
import { offeredProviders } from "#lib/access/auth-providers.server.ts";
import { refusalNamed } from "#lib/access/sign-in-refusal.ts";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";
import { serverTranslator } from "#lib/operations/account/read-locale.server.ts";

export const generateMetadata = () => pageTitle("signIn");

/** The way in. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = await searchParams;
  const next = typeof query.next === "string" ? query.next : undefined;
  const refusal = refusalNamed(query.error);
  const t = await serverTranslator("pages");
  const offers = offeredProviders();
  return (
    <PageMessages namespaces={["signIn"]}>
      <EntryFrame title={t("signInTitle")} lead={t("signInLead")}>
        {refusal && (
          <div className="mb-5">
            <ErrorNotice title={t("notSignedIn")} error={{ code: "", message: t(`refusals.${refusal}`) }} />
          </div>
        )}
        {offers.length > 0 && <ProviderButtons offers={offers} next={next} />}
        <SignInForm next={next} />
      </EntryFrame>
    </PageMessages>
  );
}
