import { Suspense } from "react";
import { AnalyticsScreen } from "#components/analytics/analytics-screen.tsx";

export const metadata = { title: "Analytics" };

/** The page at /analytics. */
export default function AnalyticsPage() {
  return (
    <Suspense>
      <AnalyticsScreen />
    </Suspense>
  );
}
