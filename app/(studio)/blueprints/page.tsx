import { BlueprintListScreen } from "#components/blueprints/blueprint-list-screen.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("blueprints");

/** The page at /blueprints. */
export default function BlueprintsPage() {
  return <BlueprintListScreen />;
}
