import type { Metadata } from "next";
import { Suspense } from "react";
import { TestsScreen } from "#components/suites/tests-screen.tsx";

export const metadata: Metadata = { title: "Tests" };

/** The test suites of one blueprint. */
export default async function TestsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <TestsScreen id={id} />
    </Suspense>
  );
}
