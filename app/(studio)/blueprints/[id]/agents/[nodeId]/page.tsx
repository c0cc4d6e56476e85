import { AgentScreen } from "#components/agent/agent-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("agent");

/** One agent of a blueprint. */
export default async function AgentPage({ params }: { params: Promise<{ id: string; nodeId: string }> }) {
  const { id, nodeId } = await params;
  return (
    <PageMessages
      namespaces={["agentPage", "canvas", "compare", "connections", "inspector", "reasoning", "suites"]}
      definitions
    >
      <AgentScreen id={id} nodeId={nodeId} />
    </PageMessages>
  );
}
