import { Suspense } from "react";
import { FeedbackScreen } from "#components/analytics/feedback-screen.tsx";

export const metadata = { title: "Feedback" };

/** The page at /analytics/feedback. */
export default function FeedbackPage() {
  return (
    <Suspense>
      <FeedbackScreen />
    </Suspense>
  );
}
