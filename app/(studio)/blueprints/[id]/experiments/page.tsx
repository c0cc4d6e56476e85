import { ExperimentsScreen } from "#components/experiments/experiments-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("experiments");

/** The experiments of one blueprint. */
export default async function ExperimentsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages namespaces={["experiments"]}>
      <ExperimentsScreen id={id} />
    </PageMessages>
  );
}
