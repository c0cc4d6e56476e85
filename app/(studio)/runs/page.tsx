import { Suspense } from "react";
import { RunListScreen } from "#components/run-list/run-list-screen.tsx";

export const metadata = { title: "Runs" };

/** The page at /runs. */
export default function RunsPage() {
  return (
    <Suspense>
      <RunListScreen />
    </Suspense>
  );
}
