import { FeedbackScreen } from "#components/analytics/feedback-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("feedback");

/** The page at /analytics/feedback. */
export default function FeedbackPage() {
  return (
    <PageMessages namespaces={["analytics"]}>
      <FeedbackScreen />
    </PageMessages>
  );
}
