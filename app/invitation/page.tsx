import { AccountForm } from "#components/sign-in/account-form.tsx";
import { EntryFrame } from "#components/sign-in/entry-frame.tsx";
import { ProviderButtons } from "#components/sign-in/provider-buttons.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { offeredProviders } from "#lib/access/auth-providers.server.ts";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";
import { serverTranslator } from "#lib/operations/account/read-locale.server.ts";

export const generateMetadata = () => pageTitle("join");

/** Where an invitation's link leads. */
export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  // Who is invited may also just sign in there: the address is what counts.
  const t = await serverTranslator("pages");
  const offers = offeredProviders();
  return (
    <PageMessages namespaces={["signIn"]}>
      <EntryFrame title={t("joinTitle")} lead={t("joinLead")}>
        {typeof token === "string" && token !== "" ? (
          <>
            {offers.length > 0 && <ProviderButtons offers={offers} />}
            <AccountForm purpose="invitation" token={token} />
          </>
        ) : (
          <p className="text-muted">{t("joinIncomplete")}</p>
        )}
      </EntryFrame>
    </PageMessages>
  );
}
