import { AnalyticsScreen } from "#components/analytics/analytics-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("analytics");

/** The page at /analytics. */
export default function AnalyticsPage() {
  return (
    <PageMessages namespaces={["analytics"]}>
      <AnalyticsScreen />
    </PageMessages>
  );
}
