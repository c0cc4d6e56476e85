import { DesignerScreen } from "#components/canvas/designer-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("designer");

/** The designer of one blueprint. */
export default async function DesignerPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages
      namespaces={[
        "agentPage",
        "canvas",
        "chat",
        "compare",
        "connections",
        "inbox",
        "models",
        "datasets",
        "budgets",
        "inspector",
        "goals",
        "reasoning",
        "suites",
      ]}
      definitions
    >
      <DesignerScreen id={id} />
    </PageMessages>
  );
}
