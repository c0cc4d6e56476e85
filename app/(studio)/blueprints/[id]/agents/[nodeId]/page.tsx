import type { Metadata } from "next";
import { AgentScreen } from "#components/agent/agent-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";

export const metadata: Metadata = { title: "Agent" };

/** One agent of a blueprint. */
export default async function AgentPage({ params }: { params: Promise<{ id: string; nodeId: string }> }) {
  const { id, nodeId } = await params;
  return (
    <PageMessages
      namespaces={["canvas", "compare", "connections", "inspector", "reasoning", "suites"]}
      definitions
    >
      <AgentScreen id={id} nodeId={nodeId} />
    </PageMessages>
  );
}
