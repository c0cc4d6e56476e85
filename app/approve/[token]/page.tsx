import type { Metadata } from "next";
import { LinkScreen } from "#components/inbox/link-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

/** The address is a key: no search engine keeps it, and no other site is told of it. */
export const generateMetadata = async (): Promise<Metadata> => ({
  ...(await pageTitle("approve")),
  robots: { index: false, follow: false },
  referrer: "no-referrer",
});

/** Where the signed link to an approval leads. */
export default async function ApprovePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <PageMessages namespaces={["inbox"]}>
      <LinkScreen token={token} />
    </PageMessages>
  );
}
