import { DatasetScreen } from "#components/datasets/dataset-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("dataset");

/** One dataset. */
export default async function DatasetPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PageMessages namespaces={["datasets", "models"]}>
      <DatasetScreen id={id} />
    </PageMessages>
  );
}
