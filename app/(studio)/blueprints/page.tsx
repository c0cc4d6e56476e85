import { BlueprintListScreen } from "#components/blueprints/blueprint-list-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("blueprints");

/** The page at /blueprints. */
export default function BlueprintsPage() {
  return (
    <PageMessages namespaces={["blueprintList", "templates"]}>
      <BlueprintListScreen />
    </PageMessages>
  );
}
