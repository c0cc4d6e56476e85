import type { Metadata } from "next";
import { Suspense } from "react";
import { ExperimentsScreen } from "#components/experiments/experiments-screen.tsx";

export const metadata: Metadata = { title: "Experiments" };

/** The experiments of one blueprint. */
export default async function ExperimentsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <ExperimentsScreen id={id} />
    </Suspense>
  );
}
