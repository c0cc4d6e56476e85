import type { ReactNode } from "react";
import { AccountForm } from "#components/sign-in/account-form.tsx";
import { EntryFrame } from "#components/sign-in/entry-frame.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";
import { serverTranslator } from "#lib/operations/account/read-locale.server.ts";
import { isSetupOpen } from "#lib/operations/setup/complete-setup.server.ts";

export const generateMetadata = () => pageTitle("setUp");

/** Where the one-time link of the first start leads. */
export default async function SetupPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await searchParams;
  const t = await serverTranslator("pages");
  const link = (text: ReactNode) => (
    <a href="/sign-in" className="text-accent underline">
      {text}
    </a>
  );
  if (typeof token !== "string" || token === "")
    return <Closed title={t("linkIncomplete")}>{t.rich("linkIncompleteText", { link })}</Closed>;
  if (!(await isSetupOpen(token)))
    return <Closed title={t("linkClosed")}>{t.rich("linkClosedText", { link })}</Closed>;
  return (
    <PageMessages namespaces={["signIn"]}>
      <EntryFrame title={t("setUpTitle")} lead={t("setUpLead")}>
        <AccountForm purpose="setup" token={token} />
      </EntryFrame>
    </PageMessages>
  );
}

function Closed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <PageMessages namespaces={["signIn"]}>
      <EntryFrame title={title}>
        <p className="text-muted">{children}</p>
      </EntryFrame>
    </PageMessages>
  );
}
