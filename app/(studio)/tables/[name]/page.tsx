import { TableScreen } from "#components/tables/table-screen.tsx";
import { PageMessages } from "#components/translations/page-messages.tsx";
import { pageTitle } from "#lib/operations/account/page-title.server.ts";

export const generateMetadata = () => pageTitle("table");

/** One built-in table. */
export default async function TablePage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return (
    <PageMessages namespaces={["tables"]}>
      <TableScreen name={decodeURIComponent(name)} />
    </PageMessages>
  );
}
