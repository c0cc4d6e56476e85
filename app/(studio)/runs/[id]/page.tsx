import { RunScreen } from "#components/run/run-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("run");

/** One run. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages
      namespaces={["chat", "comments", "inbox", "models", "reasoning", "runPage", "suites", "team"]}
      definitions
    >
      <RunScreen id={id} />
    </PageMessages>
  );
}
