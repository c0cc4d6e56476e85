import { CompareScreen } from "#components/compare/compare-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("compareVersions");

/** Two versions of one blueprint beside each other. */
export default async function ComparePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages namespaces={["compare", "inspector"]} definitions>
      <CompareScreen id={id} />
    </PageMessages>
  );
}
