import type { Metadata } from "next";
import { Suspense } from "react";
import { CompareScreen } from "#components/compare/compare-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";

export const metadata: Metadata = { title: "Compare versions" };

/** Two versions of one blueprint beside each other. */
export default async function ComparePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages namespaces={["inspector"]} definitions>
      <Suspense>
        <CompareScreen id={id} />
      </Suspense>
    </PageMessages>
  );
}
