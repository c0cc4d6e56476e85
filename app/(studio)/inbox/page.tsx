import { InboxScreen } from "#components/inbox/inbox-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("inbox");

/** The page at /inbox. */
export default function InboxPage() {
  return (
    <PageMessages namespaces={["inbox", "chat"]}>
      <InboxScreen />
    </PageMessages>
  );
}
