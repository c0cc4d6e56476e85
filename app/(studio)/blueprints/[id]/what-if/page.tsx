import { PageMessages } from "#components/translations/page-messages.tsx";
import { WhatIfScreen } from "#components/what-if/what-if-screen.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("whatIf");

/** Changes tried on past runs of one blueprint. */
export default async function WhatIfPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages namespaces={["whatIf"]}>
      <WhatIfScreen id={id} />
    </PageMessages>
  );
}
