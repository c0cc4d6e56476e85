import { DatasetListScreen } from "#components/datasets/dataset-list-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("knowledge");

/** The page at /knowledge. */
export default function KnowledgePage() {
  return (
    <PageMessages namespaces={["datasets"]}>
      <DatasetListScreen />
    </PageMessages>
  );
}
