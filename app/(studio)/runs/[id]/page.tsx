import { RunScreen } from "#components/run/run-screen.tsx";

export const metadata = { title: "Run" };

/** One run. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RunScreen id={id} />;
}
