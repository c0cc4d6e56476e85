import { TestsScreen } from "#components/suites/tests-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("tests");

/** The test suites of one blueprint. */
export default async function TestsPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages namespaces={["suites"]}>
      <TestsScreen id={id} />
    </PageMessages>
  );
}
