import { Suspense } from "react";
import { AnalyticsScreen } from "#components/analytics/analytics-screen.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("analytics");

/** The page at /analytics. */
export default function AnalyticsPage() {
  return (
    <Suspense>
      <AnalyticsScreen />
    </Suspense>
  );
}
